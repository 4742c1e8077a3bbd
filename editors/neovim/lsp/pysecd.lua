-- Read by Neovim 0.11 and later, for vim.lsp.enable('pysecd').
return require('pysecd.client').config()
