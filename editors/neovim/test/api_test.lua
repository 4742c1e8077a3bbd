-- The paths of the plugin for newer versions than this Neovim. Their API is a stub that records calls, so this shows
-- what the plugin asks for, not that a newer Neovim does it.
local harness = dofile(vim.env.HERE .. '/harness.lua')
local test, equal = harness.test, harness.equal

local plugin = vim.env.PLUGIN
local file = vim.env.WORK .. '/app.py'
vim.fn.mkdir(vim.env.WORK .. '/.git', 'p')
vim.fn.writefile({ 'x = 1' }, file)

---Loads the plugin anew, as at start, with these functions of a newer vim.lsp in place.
local function with_lsp(stubs, body)
  local lsp = vim.lsp
  vim.lsp = setmetatable(stubs, { __index = lsp })
  for name in pairs(package.loaded) do
    if name:find('^pysecd') then
      package.loaded[name] = nil
    end
  end
  pcall(vim.api.nvim_del_augroup_by_name, 'pysecd')
  vim.g.loaded_pysecd = nil
  local ok, problem = pcall(body)
  vim.lsp = lsp
  assert(ok, problem)
end

local function load_plugin()
  vim.cmd('source ' .. plugin .. '/plugin/pysecd.lua')
end

test('0.8: vim.lsp.start gets the root and the buffer', function()
  local calls = {}
  with_lsp({
    start = function(config, options)
      table.insert(calls, { config, options })
    end,
  }, function()
    require('pysecd').setup({ cmd = { vim.env.PYSECD, '--stdio' }, settings = { pysecd = { a = 1 } } })
    load_plugin()
    vim.cmd('edit ' .. file)
    equal(#calls, 1, 'the number of calls')
    local config, options = unpack(calls[1])
    equal(config.name, 'pysecd', 'the name')
    equal(config.cmd, { vim.env.PYSECD, '--stdio' }, 'the command')
    equal(config.root_dir, vim.env.WORK, 'the root')
    equal(config.settings, { pysecd = { a = 1 } }, 'the settings')
    equal(options, { bufnr = vim.api.nvim_get_current_buf() }, 'the options')
    vim.cmd('bwipeout!')
  end)
end)

---vim.lsp.config is a table that can be called, and vim.lsp.enable takes a name.
local function stubs_of_0_11(calls)
  local configs = {}
  return {
    config = setmetatable(configs, {
      __call = function(_, name, config)
        configs[name] = config
      end,
    }),
    enable = function(name)
      table.insert(calls, { 'enable', name })
    end,
    start = function(config, options)
      table.insert(calls, { 'start', config.root_dir, options.bufnr })
    end,
    get_clients = function()
      return {}
    end,
  }
end

test('0.11: the plugin enables the configuration in lsp/pysecd.lua', function()
  local calls = {}
  with_lsp(stubs_of_0_11(calls), function()
    load_plugin()
    equal(calls, { { 'enable', 'pysecd' } }, 'the calls')
    local config = dofile(plugin .. '/lsp/pysecd.lua')
    equal(config.cmd, { 'pysecd', '--stdio' }, 'the command')
    equal(config.filetypes[1], 'python', 'the first file type')
  end)
end)

test('0.11: setup changes vim.lsp.config, and root_dir calls back with the root', function()
  with_lsp(stubs_of_0_11({}), function()
    require('pysecd').setup({ cmd = { vim.env.PYSECD, '--stdio' } })
    local config = vim.lsp.config.pysecd
    equal(config.cmd, { vim.env.PYSECD, '--stdio' }, 'the command')

    local roots = {}
    local function collect(directory)
      table.insert(roots, directory)
    end
    vim.cmd('edit ' .. file)
    config.root_dir(vim.api.nvim_get_current_buf(), collect)
    equal(roots, { vim.env.WORK }, 'the roots')
    vim.cmd('bwipeout!')
    config.root_dir(vim.api.nvim_create_buf(true, false), collect)
    equal(#roots, 1, 'the number of roots after a buffer without a file')
  end)
end)

test('0.11: a restart attaches the open Python buffers', function()
  local calls = {}
  with_lsp(stubs_of_0_11(calls), function()
    require('pysecd').setup({ cmd = { vim.env.PYSECD, '--stdio' } })
    load_plugin()
    vim.cmd('edit ' .. file)
    vim.cmd('PysecdRestart')
    equal(
      calls,
      { { 'enable', 'pysecd' }, { 'start', vim.env.WORK, vim.api.nvim_get_current_buf() } },
      'the calls'
    )
    vim.cmd('bwipeout!')
  end)
end)

harness.finish()
