
-- ARGV: another data centre's record, its remaining lifetime ('' if it never ends). Of two records of a key the greater
-- one stays, in the same order on every server: a revocation is above all others; then the greater version, which is
-- that of the creation for a map; then a tombstone is above a map; then the greater random bits of the creation. Two
-- records of one creation are merged: each field by itself, and the lease. The answer is K if nothing was stored.
-- Nothing is marked: each data centre sends only what was written there.
local theirs, lifetime, record = string.sub(ARGV[1], 4, 4), ARGV[2], ARGV[1]
local is_map = theirs == 'M' or theirs == 'E'
if corrupt and is_map then return corrupt end
if corrupt == 'F' then redis.call('DEL', key) end

-- A map that has ended is still above or below others as a map.
local has_map = not corrupt and (kind == 'M' or end_millis ~= nil)
local my_high, my_low, my_random, their_high, their_low, their_random = high, low, 0, h, l, 0
if has_map then my_high, my_low, my_random = struct.unpack('>i4I4i4', string.sub(lease, -12)) end
if is_map then their_high, their_low, their_random = struct.unpack('>i4I4i4', record, 17) end
local order
if kind == 'A' then
  order = 1
elseif (theirs == 'R') ~= (kind == 'R') then
  order = theirs == 'R' and 1 or -1
elseif their_high ~= my_high or their_low ~= my_low then
  order = (their_high > my_high or (their_high == my_high and their_low > my_low)) and 1 or -1
elseif is_map ~= has_map then
  order = is_map and -1 or 1
elseif their_random ~= my_random then
  order = their_random > my_random and 1 or -1
else
  order = 0
end
if theirs == 'R' and kind == 'R' then
  local left = redis.call('PTTL', key)
  if order > 0 then
    lifetime = math.max(lifetime, left)
  elseif tonumber(lifetime) > left + 1000 then
    redis.call('PEXPIRE', key, lifetime)
    return 'S'
  end
end
if order < 0 or (order == 0 and not is_map) then return 'K' end

if not is_map then
  local ahead_millis = 0
  if theirs == 'D' then
    local time = redis.call('TIME')
    ahead_millis = (h * 4294967296 + l - time[1] * 1000000 - time[2]) / 1000 + 60000
  end
  redis.call('DEL', key)
  redis.call('HSET', key, '', string.sub(record, 1, 16))
  redis.call('PEXPIRE', key, string.format('%.0f', math.max(ahead_millis, tonumber(lifetime))))
  return 'S'
end

local time = redis.call('TIME')
now_millis = time[1] * 1000 + math.floor(time[2] / 1000)
local writes, from = {}, 29
while from <= #record do
  local name_length, length = struct.unpack('>I2I4', record, from)
  local name = string.sub(record, from + 6, from + 5 + name_length)
  from = from + 6 + name_length + length
  local field = string.sub(record, from - length, from - 1)
  local mine = order == 0 and redis.call('HGET', key, name)
  local is_greater = true
  if mine and #mine >= 16 and mine ~= field then
    local mine_high, mine_low = struct.unpack('>i4I4', mine, 9)
    local field_high, field_low = struct.unpack('>i4I4', field, 9)
    local removed, mine_removed = string.sub(field, 4, 4) == 'D', string.sub(mine, 4, 4) == 'D'
    if field_high ~= mine_high or field_low ~= mine_low then
      is_greater = field_high > mine_high or (field_high == mine_high and field_low > mine_low)
    elseif removed ~= mine_removed then
      is_greater = removed
    else
      -- Halves the range in which the first different byte is. A byte is above the end of the other field.
      local first, last = 1, math.min(#mine, #field) + 1
      while first < last do
        local middle = math.floor((first + last) / 2)
        if string.sub(mine, first, middle) == string.sub(field, first, middle) then
          first = middle + 1
        else
          last = middle
        end
      end
      is_greater = (string.byte(field, first) or -1) > (string.byte(mine, first) or -1)
    end
  end
  if is_greater and mine ~= field then
    writes[#writes + 1] = name
    writes[#writes + 1] = field
  end
end

-- Of two leases of one creation the greater version stays, then the later end. A second of difference is none: the time
-- that a record is under way would otherwise be added each time that it is sent to and fro. A map that has ended has no
-- time left, and its lifetime says for how long its hash stays.
local takes_lease = true
if order == 0 then
  local is_equal = h == high and l == low
  takes_lease = h > high or (h == high and l > low)
  if is_equal and theirs ~= 'E' then
    local left = redis.call('PTTL', key)
    local is_endless = not end_millis and left == -1
    if end_millis then left = end_millis - now_millis end
    takes_lease = not is_endless and (lifetime == '' or tonumber(lifetime) > left + 1000)
  end
end
if #writes == 0 and not takes_lease then return 'K' end
if takes_lease then
  local ended = theirs == 'E'
  local millis = lifetime ~= '' and tonumber(lifetime) or nil
  local stays = 0
  if millis then
    local ahead_millis = (h * 4294967296 + l) / 1000 - now_millis
    if ended or ahead_millis > millis then stays = ahead_millis + 60000 end
    local left = kind == 'A' and 0 or redis.call('PTTL', key)
    if left == -1 then left = retention end
    if left > millis + 1000 then stays = math.max(stays, math.min(left, retention)) end
    if ended then stays = math.max(stays, millis) end
    if not ended and stays <= millis then stays = 0 end
  end
  local rest = string.sub(record, 17, 28)
  if stays > 0 then
    rest = '\254h\1U\0\0\0\12' .. string.sub(record, 9, 16)
      .. struct.pack('>I8', ended and now_millis - 1 or now_millis + millis) .. rest
  else
    rest = '\254h\1M\0\0\0\12' .. string.sub(record, 9, 16) .. rest
  end
  if order > 0 and kind ~= 'A' then
    -- The map that the key has stays if there is no room for another one, as in create.lua.
    redis.call('HSET', key, '', rest)
    redis.call('DEL', key)
  end
  redis.call('HSET', key, '', rest)
  if millis then
    redis.call('PEXPIRE', key, string.format('%.0f', stays > 0 and math.max(1, stays) or millis))
  else
    redis.call('PERSIST', key)
  end
end
for i = 1, #writes, 1000 do redis.call('HSET', key, unpack(writes, i, math.min(i + 999, #writes))) end
return 'S'
