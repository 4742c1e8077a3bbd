-- Which directory a file's server works for.
local M = {}

local uv = vim.uv or vim.loop

local function nearest_above(directory, marker)
  while true do
    if uv.fs_stat(directory .. '/' .. marker) then
      return directory
    end
    local parent = vim.fn.fnamemodify(directory, ':h')
    if parent == directory then
      return nil
    end
    directory = parent
  end
end

---The nearest directory above the file that holds the first marker found at all, so that a repository of several
---packages gets one server; the file's own directory if there is none.
---@param file string absolute path
---@param markers string[] names of files or directories, most wanted first
function M.find(file, markers)
  local directory = vim.fn.fnamemodify(file, ':h')
  for _, marker in ipairs(markers) do
    local found = nearest_above(directory, marker)
    if found then
      return found
    end
  end
  return directory
end

return M
