-- Every script of a map but read.lua begins with this part, which reads the map's lease. A map is a hash, and the lease
-- is its field ''; docs/backends/redis.md describes the format. As in found.lua, a version is two numbers.
--
-- A script returns a letter: S, stored; C, the key has no such map; R, the key is revoked; K, what is here is kept; F
-- or L, see below. Then the version of the lease may follow.

local key = KEYS[1]

-- The version that the client asks for. In every script, ARGV[1] is a packed lease or only a header.
local h, l = struct.unpack('>i4I4', ARGV[1], 9)

-- The kind in the lease's header: M, a map; U, a map whose hash stays after the map has ended; D, the tombstone of a
-- delete; R, the tombstone of a revocation. The kind is A if the key is absent. A map of the kind U counts as M here,
-- or as D if it has ended.
local kind, high, low = 'A', nil, nil
local end_millis, now_millis

-- This is set if what is stored isn't a map that this script understands: F, foreign or cut off; L, of a later format.
local corrupt

local lease = redis.pcall('HGET', key, '')
if not lease then
  -- PTTL returns -2 if the key doesn't exist. Otherwise it is a hash of somebody else.
  if redis.call('PTTL', key) ~= -2 then corrupt = 'F' end
elseif type(lease) == 'table' then
  if not string.find(lease.err, 'WRONGTYPE', 1, true) then return lease end
  corrupt = 'F'
elseif #lease < 16 then
  corrupt = 'F'
else
  local mark, length
  mark, length, high, low = struct.unpack('>c4I4i4I4', lease)
  kind = string.sub(mark, 4)
  if string.sub(mark, 1, 2) ~= '\254h' or string.byte(mark, 3) < 1 then
    corrupt = 'F'
  elseif string.byte(mark, 3) > 1 then
    corrupt = 'L'
  elseif (kind == 'D' or kind == 'R') and length == 0 and #lease == 16 then
    corrupt = nil
  elseif kind == 'M' and length == 12 and #lease == 28 then
    corrupt = nil
  elseif kind == 'U' and length == 12 and #lease == 36 then
    local time = redis.call('TIME')
    now_millis = time[1] * 1000 + math.floor(time[2] / 1000)
    end_millis = struct.unpack('>I8', lease, 17)
    -- As the server itself does it, the map ends when the millisecond of its end is over.
    kind = end_millis >= now_millis and 'M' or 'D'
  else
    corrupt = 'F'
  end
end
if corrupt == 'F' then kind, high, low = 'A', nil, nil end

-- For how long the hash must stay at least, and for how long a tombstone stays at least; in one data centre, no time.
local least_millis, retention = 0, 0
