-- Every script begins with this part, which reads what is stored under the key. It has no functions, since a server
-- would create each of them again at every call.
--
-- An entry is a string: a header with kind and version, then the value; docs/backends/redis.md describes the
-- format. A version has 64 bits, but a Lua number is exact only up to 53 bits, so a version is two numbers: the
-- high half, which is signed, and the low half. Versions are not compared as strings with <, since that follows the
-- server's locale.
--
-- A script returns a letter: S, stored (or T and the server's time instead, if the script knows it); C, the condition
-- does not hold; R, the key is revoked; N, the value is not a counter; O, the sum overflows; F or L, see below. Then
-- the version of what is stored follows, and what else the script has to say.

local key = KEYS[1]

-- A call without a key only checks that the user may run scripts and TIME.
if not key then
  redis.call('TIME')
  return ''
end

-- The version that the client asks for. In every script, ARGV[1] is a packed entry or only its header.
local h, l = struct.unpack('>i4I4', ARGV[1], 9)

-- The kind in the header: V, a value; U, a value whose string stays after the value has ended; D, the tombstone of a
-- delete; R, the tombstone of a revocation. The kind is A if the key is absent.
local kind, high, low = 'A', nil, nil
local end_millis

-- This is set if the stored value isn't an entry that this script understands: F, foreign or cut off; L, of a later
-- format.
local corrupt

-- The offsets are strings, since the server would convert numbers. A failed pcall returns a table, whose length is 0.
local head = redis.pcall('GETRANGE', key, '0', '23')
if #head >= 16 then
  local mark, length
  mark, length, high, low = struct.unpack('>c4I4i4I4', head)
  if mark == '\254h\1V' then
    kind = 'V'
  elseif mark == '\254h\1U' or mark == '\254h\1D' or mark == '\254h\1R' then
    kind = string.sub(mark, 4)
  elseif string.sub(mark, 1, 2) == '\254h' and string.byte(mark, 3) > 1 then
    kind, corrupt = string.sub(mark, 4), 'L'
  else
    corrupt = 'F'
  end
  if not corrupt and redis.call('STRLEN', key) ~= length + (kind == 'U' and 24 or 16) then corrupt = 'F' end
  if kind == 'U' and not corrupt then end_millis = struct.unpack('>I8', head, 17) end
elseif head ~= '' then
  if type(head) == 'table' and not string.find(head.err, 'WRONGTYPE', 1, true) then return head end
  corrupt = 'F'
end

-- The server's time. TIME costs as much as reading the header, so it is called only if necessary. It isn't
-- necessary if the stored value has a lower version than the client asks for, and the version asked for is surely
-- not ahead of the server's time by more than the lifetime. A client that isn't sure of that passes T as the last
-- argument. If TIME was called and something is stored, the reply contains the time, so that the client is sure for
-- a while.
local now_micros
local stored = 'S'
if kind ~= 'V' or not (h > high or (h == high and l > low)) or ARGV[#ARGV] == 'T' then
  local time = redis.call('TIME')
  now_micros = time[1] * 1000000 + time[2]
  stored = struct.pack('>c1I8', 'T', now_micros)
  -- The entry ends when the millisecond of its end is over, as the server's own keys do. The end was computed from a
  -- time in whole milliseconds, so that the entry would otherwise end up to a millisecond early.
  if end_millis and end_millis < math.floor(now_micros / 1000) then kind = 'D' end
end

-- put.lua reads these: whether the entry keeps its version; whether the string keeps its expiry; the counter to return.
local keeps_version, keeps_end, counter = false, false, ''

local present = kind == 'V' or kind == 'U'
