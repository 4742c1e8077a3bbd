-- The plugin in this Neovim, with the real server. env: PYSECD, SAMPLE (../sample), WORK (an empty directory).
local harness = dofile(vim.env.HERE .. '/harness.lua')
local test, equal, wait = harness.test, harness.equal, harness.wait
local work = vim.env.WORK

local message = 'request data reaches the text of a SQL statement'
local statement = [[    rows = db.execute(f"SELECT id FROM users WHERE name = '{name}'")]]
local argument = [[f"SELECT id FROM users WHERE name = '{name}'"]]

local notified = {}
vim.notify = function(text) -- luacheck: ignore 122
  table.insert(notified, text)
end

local function lines_of(file)
  return vim.fn.readfile(file)
end

---A project directory of its own with copies of the sample's users.py.
local function project(name, files)
  local directory = work .. '/' .. name
  vim.fn.mkdir(directory .. '/.git', 'p')
  for _, file in ipairs(files) do
    vim.fn.mkdir(vim.fn.fnamemodify(directory .. '/' .. file, ':h'), 'p')
    vim.fn.writefile(lines_of(vim.env.SAMPLE .. '/users.py'), directory .. '/' .. file)
  end
  return directory
end

local function findings()
  return vim.diagnostic.get(0)
end

local function wait_for_findings(count)
  wait(('%d findings'):format(count), function()
    return #findings() == count
  end)
end

local function clients()
  return require('pysecd.client').clients()
end

---The processes this Neovim started: its servers.
local function servers()
  return vim.api.nvim_get_proc_children(vim.fn.getpid())
end

local function running(pid)
  local status = io.open('/proc/' .. pid .. '/status')
  if not status then
    return false
  end
  local text = status:read('*a')
  status:close()
  return not text:find('State:%s+[ZX]')
end

local function wait_until_gone(pids)
  wait('the servers to end', function()
    return #vim.tbl_filter(running, pids) == 0
  end)
end

local function was_notified(text)
  for _, each in ipairs(notified) do
    if each:find(text, 1, true) then
      return true
    end
  end
  return false
end

local function keys(text)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(text, true, false, true), 'xt', false)
end

local function go_to(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search(text, 'cW') > 0, 'not in the buffer: ' .. text)
end

---Opens the menu of quick fixes at the cursor and takes the first; returns what the menu offered.
local function take_quick_fix()
  local offered
  local select = vim.ui.select
  vim.ui.select = function(items, _, choose) -- luacheck: ignore 122
    offered = vim.tbl_map(function(item)
      return item[2] or item.action
    end, items)
    choose(items[1], 1)
  end
  -- Neovim 0.7 takes the context alone.
  vim.lsp.buf.code_action({ only = { 'quickfix' }, context = { only = { 'quickfix' } } })
  wait('the menu of quick fixes', function()
    return offered ~= nil
  end)
  vim.ui.select = select -- luacheck: ignore 122
  return offered
end

local function float_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local shop = project('shop', { 'users.py', 'more/orders.py' })

test('an open file shows exactly its finding', function()
  vim.cmd('edit ' .. shop .. '/users.py')
  wait_for_findings(1)
  local found = findings()[1]
  equal({ found.lnum, found.col, found.end_lnum, found.end_col }, { 9, 22, 9, 22 + #argument }, 'the range')
  equal(found.severity, vim.diagnostic.severity.ERROR, 'the severity')
  equal(found.source, 'pysecd', 'the source')
  equal(found.code, 'database-sql-injection', 'the code')
  equal(found.message, message, 'the message')
end)

test('templates and dependency files are attached, other files are not', function()
  vim.fn.writefile({ 'shop-common' }, shop .. '/requirements.txt')
  vim.fn.writefile({ '<p>{{ name|safe }}</p>' }, shop .. '/page.html')
  vim.fn.writefile({ 'shop-common' }, shop .. '/notes.txt')
  vim.cmd('edit ' .. shop .. '/requirements.txt')
  wait_for_findings(1)
  equal(findings()[1].code, 'external-dependency-unpinned', 'the code')
  vim.cmd('edit ' .. shop .. '/page.html')
  wait_for_findings(1)
  equal(findings()[1].code, 'input-template-unescaped', 'the code')
  vim.cmd('edit ' .. shop .. '/notes.txt')
  equal(vim.lsp.buf_get_clients(0), {}, 'the clients')
  vim.cmd('edit ' .. shop .. '/users.py')
  wait_for_findings(1)
end)

test('the finding tells where the data enters', function()
  equal(findings()[1].user_data.lsp.relatedInformation, {
    {
      message = 'untrusted value enters here: request.args',
      location = {
        uri = vim.uri_from_fname(shop .. '/users.py'),
        range = { start = { line = 8, character = 11 }, ['end'] = { line = 8, character = 23 } },
      },
    },
  }, 'the related information')
end)

test(':PysecdFlow lists the way of the data', function()
  go_to('SELECT id')
  vim.cmd('PysecdFlow')
  local steps = vim.tbl_map(function(item)
    return { item.lnum, item.col, item.text }
  end, vim.fn.getloclist(0))
  equal(steps, { { 9, 12, 'untrusted value enters here: request.args' }, { 10, 23, message } }, 'the list')
  vim.cmd('lclose')
end)

test(':PysecdReview shows the review, and <CR> jumps to the place of a line', function()
  vim.cmd('PysecdReview')
  wait('the review', function()
    return vim.api.nvim_buf_get_name(0):find('pysecd://review', 1, true)
  end)
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  assert(text:find('1 explicit security defect was identified in 1 file', 1, true), text)
  vim.fn.search('line 10', 'w')
  require('pysecd.review').jump()
  equal(vim.api.nvim_buf_get_name(0), shop .. '/users.py', 'the file')
  equal(vim.api.nvim_win_get_cursor(0)[1], 10, 'the line')
  vim.cmd('only')
end)

test('hover shows the documentation of the check', function()
  go_to('SELECT id')
  vim.lsp.buf.hover()
  wait('the hover', float_text)
  assert(float_text():find('What it finds', 1, true), float_text())
  keys('<Esc>')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = 0 })
end)

test('the quick fix parameterizes the query', function()
  go_to('SELECT id')
  equal(take_quick_fix()[1].title, 'pass the value as a bound parameter', 'the first quick fix')
  wait_for_findings(0)
  equal(
    vim.api.nvim_buf_get_lines(0, 0, -1, false),
    lines_of(vim.env.SAMPLE .. '/users.fixed.py'),
    'the buffer'
  )
  vim.cmd('silent write')
  equal(lines_of(shop .. '/users.py'), lines_of(vim.env.SAMPLE .. '/users.fixed.py'), 'the file')
end)

test('typing brings a new finding, undo takes it away', function()
  go_to('rows = db')
  keys('odb.execute(f"DELETE FROM users WHERE name = {name}")<Esc>')
  wait_for_findings(1)
  equal({ findings()[1].lnum, findings()[1].col }, { 10, 15 }, 'where it is')
  keys('u')
  wait_for_findings(0)
end)

test('columns are right behind characters of any width', function()
  go_to('rows = db')
  keys('O"é€😀"; ' .. vim.trim(statement) .. '<Esc>')
  wait_for_findings(1)
  local found = findings()[1]
  local text = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
  equal(text:sub(found.col + 1, found.end_col), argument, 'the marked text')
  keys('u')
  wait_for_findings(0)
end)

test('one server for each root', function()
  local first = clients()[1].id
  vim.cmd('edit ' .. shop .. '/more/orders.py')
  wait_for_findings(1)
  equal({ #clients(), clients()[1].id }, { 1, first }, 'the number of servers, and the first')

  vim.cmd('edit ' .. project('other', { 'users.py' }) .. '/users.py')
  wait_for_findings(1)
  equal(#clients(), 2, 'the number of servers')
  vim.cmd('bdelete!')
end)

test('without a marker the root is the directory of the file', function()
  local root = require('pysecd.root')
  equal(root.find('/nowhere/deep/app.py', { 'no-such-marker' }), '/nowhere/deep', 'the root')
  equal(root.find(shop .. '/more/orders.py', { 'no-such-marker', '.git' }), shop, 'the root')
end)

test(':PysecdRestart starts another server, which reports again', function()
  vim.cmd('edit ' .. shop .. '/more/orders.py')
  local before = servers()
  assert(#before > 0)
  vim.cmd('PysecdRestart')
  wait_until_gone(before)
  wait('another server', function()
    return #servers() == 1
  end)
  wait_for_findings(1)
  equal(notified, {}, 'what was notified')
end)

test('a crash is said, and :PysecdRestart mends it', function()
  for _, pid in ipairs(servers()) do
    vim.loop.kill(pid, 'sigkill')
  end
  wait('the notification', function()
    return was_notified(':PysecdRestart')
  end)
  wait_for_findings(0)
  vim.cmd('PysecdRestart')
  wait_for_findings(1)
end)

test('stopping the client ends the server', function()
  local before = servers()
  vim.lsp.stop_client(clients()[1].id)
  wait_until_gone(before)
end)

test('a server that cannot be run is said once, with what to do', function()
  notified = {}
  require('pysecd').setup({ cmd = { '/nowhere/pysecd', '--stdio' } })
  for name = 1, 2 do
    vim.cmd('edit ' .. project('without' .. name, { 'users.py' }) .. '/users.py')
  end
  equal(#notified, 1, 'the number of notifications')
  assert(was_notified("require('pysecd').setup{ cmd = "), notified[1])
  equal(findings(), {}, 'the findings')
end)

test('setup rejects what it does not know', function()
  local ok, problem = pcall(require('pysecd').setup, { command = {} })
  equal({ ok, problem:find('command', 1, true) ~= nil }, { false, true }, 'the unknown option')
  ok, problem = pcall(require('pysecd').setup, { cmd = 'pysecd' })
  equal({ ok, problem:find('must be a table', 1, true) ~= nil }, { false, true }, 'the wrong type')
end)

harness.finish()
