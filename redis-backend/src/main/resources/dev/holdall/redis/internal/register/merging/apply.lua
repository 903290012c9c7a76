
-- ARGV: another data centre's record, its remaining lifetime ('' if it never ends). Of two records of a key the greater
-- one stays, in the same order on every server: a revocation is above all others; then the version decides, then a
-- tombstone is above an entry, then the greater bytes. The answer is K if what was here is kept. The stamp is empty, so
-- that the record is marked for no data centre: each data centre sends only what was written there.
local theirs, lifetime = string.sub(ARGV[1], 4, 4), ARGV[2]
local is_entry = theirs == 'V' or theirs == 'U'
if corrupt and is_entry then return corrupt end
if corrupt == 'F' then
  redis.call('DEL', key)
  kind = 'A'
end

-- An entry that has ended is still above or below others as an entry: if the same one lives on elsewhere with a later
-- end, the later end stays.
if end_millis then kind = 'U' end

local order
if kind == 'A' then
  order = 1
elseif (theirs == 'R') ~= (kind == 'R') then
  order = theirs == 'R' and 1 or -1
elseif h ~= high or l ~= low then
  order = (h > high or (h == high and l > low)) and 1 or -1
elseif (theirs == 'D') ~= (kind == 'D') then
  order = theirs == 'D' and 1 or -1
elseif not is_entry then
  order = 0
else
  local mine, other = string.sub(redis.call('GET', key), kind == 'U' and 25 or 17), string.sub(ARGV[1], 17)
  if mine == other then
    order = 0
  else
    -- Halves the range in which the first different byte is. A byte is above the end of the other value.
    local from, to = 1, math.min(#mine, #other) + 1
    while from < to do
      local middle = math.floor((from + to) / 2)
      if string.sub(mine, from, middle) == string.sub(other, from, middle) then from = middle + 1 else to = middle end
    end
    order = (string.byte(other, from) or -1) > (string.byte(mine, from) or -1) and 1 or -1
  end
end
if theirs == 'R' and kind == 'R' then
  local left = redis.call('PTTL', key)
  if order > 0 then
    lifetime = math.max(lifetime, left)
  elseif tonumber(lifetime) > left + 1000 then
    redis.call('PEXPIRE', key, lifetime)
    return stored
  end
end
if order < 0 then return 'K' end

if order == 0 then
  -- The later end stays. A second of difference is none: the time that a record is under way would otherwise be added
  -- each time that it is sent to and fro.
  if theirs == 'U' then return 'K' end
  local left = kind == 'U' and end_millis - math.floor(now_micros / 1000) or redis.call('PTTL', key)
  if left == -1 or (lifetime ~= '' and tonumber(lifetime) <= left + 1000) then return 'K' end
  if kind ~= 'U' then
    if lifetime == '' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, lifetime) end
    return stored
  end
elseif theirs == 'U' then
  local ahead_millis = (h * 4294967296 + l - now_micros) / 1000
  local left = kind == 'A' and 0 or redis.call('PTTL', key)
  if left == -1 then left = tonumber(ARGV[3]) end
  local millis = math.max(lifetime, math.min(left, ARGV[3]), ahead_millis > 0 and ahead_millis + 60000 or 0)
  -- The entry has ended, so its end is the millisecond before this one.
  local ends = struct.pack('>I8', math.floor(now_micros / 1000) - 1)
  redis.call('DEL', key)
  redis.call(
    'SET', key, '\254h\1U' .. string.sub(ARGV[1], 5, 16) .. ends .. string.sub(ARGV[1], 17),
    'PX', string.format('%.0f', math.max(1, millis)))
  return stored
elseif not is_entry then
  local ahead_millis = theirs == 'D' and (h * 4294967296 + l - now_micros) / 1000 + 60000 or 0
  redis.call('DEL', key)
  redis.call('SET', key, ARGV[1], 'PX', string.format('%.0f', math.max(ahead_millis, tonumber(lifetime))))
  return stored
end
keeps_version = true
local packed = ARGV[1]
