-- Starts one server for each root and attaches buffers to it, with whichever API this Neovim has:
-- vim.lsp.enable (0.11), vim.lsp.start (0.8) or vim.lsp.start_client (0.7).
local files = require('pysecd.files')
local options = require('pysecd.options')
local root = require('pysecd.root')

local M = {}

-- Clients stopped on purpose: how they exit is nobody's concern.
local stopping = {}

-- Neovim 0.7 does not look for a running client of the same root: root -> client id.
local started = {}

local function warn(message)
  vim.notify('pysecd: ' .. message, vim.log.levels.WARN)
end

local function on_exit(code, signal, id)
  for directory, client_id in pairs(started) do
    if client_id == id then
      started[directory] = nil
    end
  end
  local expected = stopping[id] or code == 0 and signal == 0
  stopping[id] = nil
  vim.schedule(function()
    -- Neovim 0.7 goes on showing what a dead server published.
    vim.diagnostic.reset(vim.lsp.diagnostic.get_namespace(id))
    if not expected and vim.v.exiting == vim.NIL then
      warn(('the server ended (exit code %d, signal %d); :PysecdRestart starts it again'):format(code, signal))
    end
  end)
end

---The file whose root counts, or nil for a buffer that is no file (help, terminal, a plugin's fugitive://...).
local function file_of(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  if vim.bo[buffer].buftype == '' and name ~= '' and not name:find('^%a[%w+.-]+://') then
    return name
  end
end

local function can_run()
  local program = options.get().cmd[1]
  if vim.fn.executable(program) == 1 then
    return true
  end
  local message = 'pysecd: cannot run %q. Put it in PATH, or say where it is: '
    .. "require('pysecd').setup{ cmd = { '/path/to/pysecd', '--stdio' } }"
  vim.notify_once(message:format(program), vim.log.levels.ERROR)
  return false
end

local function base_config()
  local chosen = options.get()
  return {
    name = 'pysecd',
    cmd = chosen.cmd,
    filetypes = files.filetypes,
    settings = chosen.settings,
    capabilities = chosen.capabilities,
    on_attach = chosen.on_attach,
    on_exit = on_exit,
  }
end

---The root of the server for this buffer, or nil if it gets none.
local function root_of(buffer)
  local file = file_of(buffer)
  if file and files.is_ours(buffer) and can_run() then
    return root.find(file, options.get().root_markers)
  end
end

---What vim.lsp.config takes.
function M.config()
  local config = base_config()
  config.root_dir = function(buffer, start)
    local directory = root_of(buffer)
    if directory then
      start(directory)
    end
  end
  return config
end

local function start_client(config, buffer)
  local id = started[config.root_dir]
  if not id then
    config.capabilities = config.capabilities or vim.lsp.protocol.make_client_capabilities()
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

local function attach(buffer)
  local directory = root_of(buffer)
  if not directory then
    return
  end
  local config = vim.lsp.enable and vim.deepcopy(vim.lsp.config.pysecd) or base_config()
  config.root_dir = directory
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
  else
    start_client(config, buffer)
  end
end

local function attach_if_ours(buffer)
  if vim.api.nvim_buf_is_loaded(buffer) and files.is_ours(buffer) then
    attach(buffer)
  end
end

local function attach_all()
  vim.tbl_map(attach_if_ours, vim.api.nvim_list_bufs())
end

function M.enable()
  if vim.lsp.enable then
    vim.lsp.enable('pysecd')
    return
  end
  local group = vim.api.nvim_create_augroup('pysecd', {})
  -- BufFilePost: a buffer that was nameless so far is saved.
  vim.api.nvim_create_autocmd({ 'FileType', 'BufFilePost' }, {
    group = group,
    callback = function(event)
      attach_if_ours(event.buf)
    end,
  })
  attach_all()
end

---Tells Neovim of changed options; servers that run already keep theirs until :PysecdRestart.
function M.configure()
  if vim.lsp.enable then
    vim.lsp.config('pysecd', M.config())
  end
end

---The running pysecd clients.
function M.clients()
  local list = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client)
    return client.name == 'pysecd'
  end, list())
end

local function stop(client, force)
  stopping[client.id] = true
  if vim.lsp.enable then
    client:stop(force)
  else
    client.stop(force)
  end
end

local function none_left()
  return #M.clients() == 0
end

---Ends every server, waits for that, and attaches the open buffers to new ones.
function M.restart()
  for _, client in ipairs(M.clients()) do
    stop(client, false)
  end
  if not vim.wait(2000, none_left, 10) then
    for _, client in ipairs(M.clients()) do
      stop(client, true)
    end
    vim.wait(2000, none_left, 10)
  end
  attach_all()
end

return M
