-- Opens a file, waits for its finding and leaves the way a person does, with the server running.
vim.cmd('edit ' .. vim.env.WORK .. '/users.py')
assert(vim.wait(20000, function()
  return #vim.diagnostic.get(0) == 1
end, 10))
vim.cmd('qall')
