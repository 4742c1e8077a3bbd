-- The configuration that open.sh starts Neovim with: the plugin and a few mappings, nothing of the person's own.
vim.opt.runtimepath:prepend(vim.env.PYSECD_PLUGIN)
require('pysecd').setup({ cmd = { vim.env.PYSECD, '--stdio' } })

vim.opt.number = true
vim.opt.signcolumn = 'yes'
vim.keymap.set('n', 'K', vim.lsp.buf.hover)
vim.keymap.set('n', 'ga', vim.lsp.buf.code_action)
vim.keymap.set('n', 'gl', vim.diagnostic.open_float)
vim.keymap.set('n', 'gf', '<Cmd>PysecdFlow<CR>')
vim.keymap.set('n', ']d', vim.diagnostic.goto_next)
vim.keymap.set('n', '[d', vim.diagnostic.goto_prev)

vim.opt.statusline = '%f %m%=]d [d next, previous   K what it is   ga fix   gf flow   gl details   :q leave '
