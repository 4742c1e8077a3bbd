if vim.g.loaded_pysecd then
  return
end
vim.g.loaded_pysecd = true

require('pysecd.client').enable()

vim.api.nvim_create_user_command('PysecdRestart', function()
  require('pysecd.client').restart()
end, { desc = 'Start the pysecd server anew' })

vim.api.nvim_create_user_command('PysecdFlow', function()
  require('pysecd.flow').show()
end, { desc = 'List how the data reaches the finding under the cursor' })

vim.api.nvim_create_user_command('PysecdReview', function(command)
  require('pysecd.review').run(command.bang)
end, { bang = true, desc = 'Security review of this file; with ! of the workspace' })
