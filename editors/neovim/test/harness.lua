-- Runs tests one after the other in this Neovim, prints a line for each, counts, and leaves with the result.
local M = {}

local passed, failed = 0, 0

function M.test(name, body)
  local ok, problem = xpcall(body, debug.traceback)
  if ok then
    passed = passed + 1
    io.stdout:write('ok      ' .. name .. '\n')
  else
    failed = failed + 1
    io.stdout:write('FAILED  ' .. name .. '\n' .. problem .. '\n')
  end
end

function M.equal(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    error(('%s is %s, expected %s'):format(what, vim.inspect(actual), vim.inspect(expected)), 2)
  end
end

---Waits until probe() is true; Neovim's own events go on meanwhile.
function M.wait(what, probe)
  if not vim.wait(20000, probe, 10) then
    error('waited 20 s for ' .. what, 2)
  end
end

function M.finish()
  io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit!')
end

return M
