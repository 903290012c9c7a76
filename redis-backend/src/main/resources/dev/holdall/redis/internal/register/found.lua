-- What is stored under the key, which every script begins with. No functions: a server makes each anew at every call.
--
-- A string: a header with kind and version, then the bytes; docs/backends/redis.md has the format. A version has 64 bits and a
-- number of Lua only 53, so it is two halves, the greater one signed. Strings are not compared with < either, which follows the
-- server's locale.

local key = KEYS[1]

-- Asked about no key, it tells only that it may be run.
if not key then
  redis.call('TIME')
  return ''
end

-- The version asked for: that of an entry as the client has packed it, or of its header alone, which every script's ARGV[1] is.
local h, l = struct.unpack('>i4I4', ARGV[1], 9)

-- As in the header: V, a value; U, a value that stays beyond its end; D, deleted; R, revoked. Or A, absent.
local kind, high, low = 'A', nil, nil
local end_millis

-- What nobody here has written: F, foreign, or cut off; L, of a later format.
local corrupt

-- Its offsets are strings, since a number would be made one. A failure is a table, of no length.
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

-- The server's time, which costs as much as to look at the key. It isn't needed where the version of a value is below the one asked
-- for, and that one is surely not ahead of the time by more than the lifetime: a client that isn't sure of it says so as the last
-- argument. Where the time was asked for and something is stored, the client is told, to be sure for a while.
local now_micros
local stored = 'S'
if kind ~= 'V' or not (h > high or (h == high and l > low)) or ARGV[#ARGV] == 'T' then
  local time = redis.call('TIME')
  now_micros = time[1] * 1000000 + time[2]
  stored = struct.pack('>c1I8', 'T', now_micros)
  if end_millis and end_millis * 1000 <= now_micros then kind = 'D' end
end

-- For put.lua: whether the version is to stay, and a counter to answer with.
local keeps_version, counter = false, ''

local present = kind == 'V' or kind == 'U'
