-- The security review of a file or of the workspace in a buffer of its own: <CR> on a line jumps to the place it names.
local M = {}

local function place_in(line)
  local target, row = line:match('%]%(file://([^)#]+)#L(%d+)%)')
  if target then
    local path = target:gsub('%%(%x%x)', function(hex)
      return string.char(tonumber(hex, 16))
    end)
    return path, tonumber(row)
  end
end

function M.jump()
  local path, row = place_in(vim.api.nvim_get_current_line())
  if not path then
    return
  end
  vim.cmd('wincmd p')
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  vim.api.nvim_win_set_cursor(0, { math.min(row, vim.api.nvim_buf_line_count(0)), 0 })
  vim.cmd('normal! zz')
end

local function open_buffer(markdown)
  local name = 'pysecd://review'
  local known = vim.fn.bufnr(name)
  local buffer = known ~= -1 and known or vim.api.nvim_create_buf(false, true)
  if known == -1 then
    vim.api.nvim_buf_set_name(buffer, name)
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(markdown, '\n', { plain = true }))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'markdown'
  vim.bo[buffer].buftype = 'nofile'
  local window = vim.fn.bufwinid(buffer)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('botright split')
    vim.api.nvim_win_set_buf(0, buffer)
  end
  vim.wo.conceallevel = 2
  vim.wo.wrap = false
  vim.keymap.set('n', '<CR>', M.jump, { buffer = buffer, desc = 'Jump to the place of this line' })
end

---@param uris string[] of files and directories; none means the workspace
function M.show(uris)
  local client = require('pysecd.client').clients()[1]
  if not client then
    vim.notify('pysecd: the server does not run', vim.log.levels.WARN)
    return
  end
  local params = { command = 'pysecd.reviewFiles', arguments = uris }
  client.request('workspace/executeCommand', params, function(problem, result)
    if problem then
      vim.notify('pysecd: ' .. problem.message, vim.log.levels.WARN)
    elseif result then
      open_buffer(result.markdown)
    end
  end)
end

---The review of the file in the current buffer, or with `all` of the workspace.
function M.run(all)
  M.show(all and {} or { vim.uri_from_bufnr(0) })
end

return M
