
-- ARGV: header, the index of the marks for the data centre that deletes. Stores the very tombstone that was stored
-- there, so that no map that was created since is deleted. It is marked there for all others, and not here. But what is
-- marked here for that data centre wasn't known there, and is deleted, whatever its version is.
local mine_high, mine_low = high, low
if not corrupt and (kind == 'M' or end_millis) then
  -- As in apply.lua, a map is compared by its creation.
  mine_high, mine_low = struct.unpack('>i4I4', string.sub(lease, -12))
end
keeps_version = true
if corrupt == 'F' then
  redis.call('DEL', key)
elseif kind == 'R' then
  return 'R'
elseif kind ~= 'A' and (mine_high > h or (mine_high == h and mine_low > l)) then
  local marks = KEYS[tonumber(ARGV[2])]
  if marks and not redis.call('ZSCORE', marks, key) then return 'K' end
  keeps_version = false
end
if keeps_version then stamp = '' end
local lifetime, reply = '0', nil
