local M = {}

---Changes the defaults. Call it before the first Python file is opened, as in init.lua.
---@param given table|nil see :help pysecd-options
function M.setup(given)
  require('pysecd.options').set(given or {})
  require('pysecd.client').configure()
end

return M
