-- The way the data takes to a finding, which the server sends as related information and Neovim does not show.
local M = {}

local function finding_under_cursor()
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  line = line - 1
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local starts = found.lnum < line or found.lnum == line and found.col <= column
    local ends = found.end_lnum > line or found.end_lnum == line and found.end_col > column
    if found.source == 'pysecd' and starts and ends then
      return found
    end
  end
end

---One entry of a location list for a place as LSP names it (0-based; columns in UTF-16 units, or as negotiated).
local function entry(location, text, encoding)
  local item = vim.lsp.util.locations_to_items({ location }, encoding)[1]
  item.text = text
  return item
end

---Puts the steps from the source to the finding under the cursor into the location list and opens it.
function M.show()
  local found = finding_under_cursor()
  local sent = found and found.user_data and found.user_data.lsp
  if not sent then
    vim.notify('pysecd: no finding under the cursor')
    return
  end
  local client = require('pysecd.client').clients()[1]
  local encoding = client and client.offset_encoding or 'utf-16'
  local items = {}
  for _, step in ipairs(sent.relatedInformation or {}) do
    table.insert(items, entry(step.location, step.message, encoding))
  end
  table.insert(items, {
    bufnr = vim.api.nvim_get_current_buf(),
    lnum = found.lnum + 1,
    col = found.col + 1,
    text = found.message,
  })
  vim.fn.setloclist(0, {}, ' ', { title = 'pysecd: ' .. tostring(found.code), items = items })
  vim.cmd('lopen')
end

return M
