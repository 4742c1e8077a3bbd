-- What setup{} accepts, and the defaults.
local M = {}

local types = {
  cmd = 'table',
  settings = 'table',
  root_markers = 'table',
  capabilities = 'table',
  on_attach = 'function',
}

local defaults = {
  cmd = { 'pysecd', '--stdio' },
  settings = {},
  root_markers = { '.git', 'pyproject.toml', 'setup.py' },
}

local current = vim.deepcopy(defaults)

function M.get()
  return current
end

---Replaces all options: what is not given gets its default.
function M.set(given)
  local options = vim.deepcopy(defaults)
  for name, value in pairs(given) do
    if not types[name] then
      error(('pysecd: setup{} knows no option %q; see :help pysecd-options'):format(tostring(name)), 0)
    end
    if type(value) ~= types[name] then
      error(('pysecd: the option %q must be a %s'):format(name, types[name]), 0)
    end
    options[name] = value
  end
  if type(options.cmd[1]) ~= 'string' then
    error("pysecd: the option 'cmd' must be a list that begins with the program", 0)
  end
  current = options
end

return M
