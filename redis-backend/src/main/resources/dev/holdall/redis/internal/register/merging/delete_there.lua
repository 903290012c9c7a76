
-- ARGV: header, the index of the marks for the data centre that deletes. Stores the very tombstone that was stored
-- there, so that nothing that was written since is deleted. It is marked there for all others, and not here. But what
-- is marked here for that data centre wasn't known there, and is deleted, whatever its version is.
if corrupt == 'F' then
  redis.call('DEL', key)
  kind = 'A'
end
if kind == 'R' then return 'R' end
local lifetime, packed = '0', ''
if kind == 'A' or high < h or (high == h and low <= l) then
  keeps_version = true
  ARGV[#ARGV - 1] = ''
else
  local marks = KEYS[tonumber(ARGV[2])]
  if marks and not redis.call('ZSCORE', marks, key) then return 'K' end
end
