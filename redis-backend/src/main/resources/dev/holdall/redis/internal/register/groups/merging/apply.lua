
-- ARGV: another data centre's record, and its remaining lifetime ('' if it never ends). The record is a group, or the
-- tombstone of a delete, which is a group without entries. Two groups are merged: the greater version of the last
-- delete and the greater one of the greatest versions stay; and of each entry the greater one, by its version, then a
-- removal, then the greater bytes. The answer is K if nothing was stored. Nothing is marked: each data centre sends
-- only what was written there.
local record, lifetime = ARGV[1], ARGV[2]
local is_group = string.sub(record, 4, 4) == 'G'
if corrupt and is_group then return corrupt end
if corrupt then
  redis.call('DEL', key)
  stored, entries = {}, {}
end
local their_deleted = string.sub(record, 9, 16)
local their_greatest = is_group and string.sub(record, 17, 24) or their_deleted

local changes, puts = corrupt ~= nil, is_group
local stays_deleted = redis.call('PTTL', key)
if stays_deleted < 0 or stays_deleted > retention then stays_deleted = retention end
if is_above(their_deleted, deleted) then
  deleted, changes = their_deleted, true
  stays_deleted = lifetime == '' and retention or math.min(lifetime, retention)
end
local from = 25
while from <= #record do
  local name_length, length = struct.unpack('>I2I4', record, from)
  local name = string.sub(record, from + 6, from + 5 + name_length)
  from = from + 6 + name_length + length
  local entry = string.sub(record, from - length, from - 1)
  local mine, is_greater = entries[name], true
  if mine and mine ~= entry then
    local version, my_version = string.sub(entry, 9, 16), string.sub(mine, 9, 16)
    local removed, mine_removed = string.sub(entry, 4, 4) == 'D', string.sub(mine, 4, 4) == 'D'
    if version ~= my_version then
      is_greater = is_above(version, my_version)
    elseif removed ~= mine_removed then
      is_greater = removed
    else
      is_greater = has_greater_bytes(entry, mine)
    end
  end
  if is_greater and mine ~= entry and is_above(string.sub(entry, 9, 16), deleted) then
    entries[name], changes = entry, true
  end
end
-- A greatest version alone is no reason to keep a hash: a group that is put here later gets the server's time.
if not has_lease and not changes then return 'K' end
if is_above(their_greatest, greatest) then greatest, changes = their_greatest, true end
if is_above(deleted, greatest) then greatest = deleted end
if not changes then return 'K' end
local reply = 'S'
