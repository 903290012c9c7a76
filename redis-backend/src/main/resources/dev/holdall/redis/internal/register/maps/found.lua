-- Every script of a map but read.lua begins with this part, which reads the map's lease. A map is a hash, and the lease
-- is its field ''; docs/backends/redis.md describes the format. As in found.lua, a version is two numbers.
--
-- A script returns a letter: S, stored; C, the key has no such map; R, the key is revoked; F or L, see below. Then the
-- version of the lease may follow.

local key = KEYS[1]

-- The version that the client asks for. In every script, ARGV[1] is a packed lease or only a header.
local h, l = struct.unpack('>i4I4', ARGV[1], 9)

-- The kind in the lease's header: M, a map; D, the tombstone of a delete; R, the tombstone of a revocation. The kind is
-- A if the key is absent.
local kind, high, low = 'A', nil, nil

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
  elseif #lease ~= 16 + length or length ~= (kind == 'M' and 12 or 0) or not string.find(kind, '[MDR]') then
    corrupt = 'F'
  end
end
