-- Which buffers the server has something to say about: Python, templates, files that declare dependencies,
-- its own configuration.
local M = {}

-- Filetypes that such files may have; of those that others have too, the name decides.
M.filetypes = {
  'python',
  'html',
  'htmldjango',
  'jinja',
  'jinja2',
  'requirements',
  'toml',
  'text',
  'json',
  'conf',
}

local always = { python = true, html = true, htmldjango = true, jinja = true, jinja2 = true, requirements = true }

local patterns = {
  '/requirements[^/]*%.txt$',
  '/constraints[^/]*%.txt$',
  'requirements%.txt$',
  '/requirements/[^/]*%.txt$',
  '/pyproject%.toml$',
  '/%.?pysecd%.toml$',
  '/pylock%.toml$',
  '/Pipfile$',
  '/Pipfile%.lock$',
  '/poetry%.lock$',
  '/uv%.lock$',
  '/pdm%.lock$',
  '%.j2$',
  '%.jinja2?$',
}

function M.is_ours(buffer)
  if always[vim.bo[buffer].filetype] then
    return true
  end
  local name = vim.api.nvim_buf_get_name(buffer)
  for _, pattern in ipairs(patterns) do
    if name:find(pattern) then
      return true
    end
  end
  return false
end

return M
