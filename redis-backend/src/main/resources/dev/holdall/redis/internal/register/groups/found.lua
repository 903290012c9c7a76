-- Every script of a group but maps/read.lua begins with this part, which reads the whole group. A group is a hash, and
-- its field '' is the lease; docs/backends/redis.md describes the format. A version is a string of eight bytes here.
--
-- A script returns a letter: S, stored; C, no condition holds; K, what is here is kept; F or L, see below. Then the
-- version of the puts and removals may follow, or that of the delete.
--
-- The server creates the functions again at every call. Beside reading the group, that costs little.

local key = KEYS[1]

-- Versions are not compared with <, since that follows the server's locale.
local function is_above(one, other)
  local high, low = struct.unpack('>i4I4', one)
  local other_high, other_low = struct.unpack('>i4I4', other)
  return high > other_high or (high == other_high and low > other_low)
end

local function plus(version, micros)
  local high, low = struct.unpack('>i4I4', version)
  low = low + micros
  if low > 4294967295 then high, low = high + 1, low - 4294967296 end
  if high > 2147483647 then high, low = 2147483647, 4294967295 end
  return struct.pack('>i4I4', high, low)
end

-- Halves the range in which the first different byte is. A byte is above the end of the other string.
local function has_greater_bytes(one, other)
  local first, last = 1, math.min(#one, #other) + 1
  while first < last do
    local middle = math.floor((first + last) / 2)
    if string.sub(one, first, middle) == string.sub(other, first, middle) then first = middle + 1 else last = middle end
  end
  return (string.byte(one, first) or -1) > (string.byte(other, first) or -1)
end

local time = redis.call('TIME')
local now_micros = time[1] * 1000000 + time[2]
local now_millis = math.floor(now_micros / 1000)

-- The version of the last delete, and the greatest version that the group has had. Both are the lowest version if there
-- is no lease.
local lowest = '\128\0\0\0\0\0\0\0'
local deleted, greatest, has_lease = lowest, lowest, false

-- What is stored, without the lease, and what is to be stored.
local stored, entries = {}, {}

-- This is set if what is stored isn't a group that this script understands: F, foreign or cut off; L, of a later
-- format.
local corrupt

local fields = redis.pcall('HGETALL', key)
if fields.err then
  if not string.find(fields.err, 'WRONGTYPE', 1, true) then return fields end
  corrupt = 'F'
end
for i = 1, #fields, 2 do
  local name, field = fields[i], fields[i + 1]
  local mark, length = '', 0
  if #field >= 16 then mark, length = struct.unpack('>c4I4', field) end
  local kind = string.sub(mark, 4)
  if string.sub(mark, 1, 2) == '\254h' and string.byte(mark, 3) > 1 then
    corrupt = corrupt or 'L'
    if name == '' then
      deleted, greatest, has_lease = string.sub(field, 9, 16), string.sub(field, 9, 16), true
    end
  elseif string.sub(mark, 1, 3) ~= '\254h\1' then
    corrupt = 'F'
  elseif name == '' and kind == 'G' and length == 8 and #field == 24 then
    deleted, greatest, has_lease = string.sub(field, 9, 16), string.sub(field, 17), true
    if is_above(deleted, greatest) then greatest = deleted end
  elseif name ~= '' and #field == 16 + length and (kind == 'V' or (kind == 'D' and length == 8)) then
    stored[name], entries[name] = field, field
  elseif name ~= '' and #field == 24 + length and kind == 'U' then
    stored[name], entries[name] = field, field
  else
    corrupt = 'F'
  end
end
if #fields > 0 and not has_lease then corrupt = 'F' end

-- For how long what is gone stays known, in milliseconds: in one data centre, no time.
local retention = 0

-- Whether the version is stored as it was asked for.
local keeps_version = false
