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

-- As in the header: V, a value; U, a value that stays beyond its end; D, deleted; R, revoked. Or A, absent.
local kind, high, low = 'A', nil, nil
local end_millis

-- What nobody here has written: F, foreign, or cut off; L, of a later format.
local corrupt

-- Its offsets are strings, since a number would be made one.
local head = redis.pcall('GETRANGE', key, '0', '23')
if type(head) == 'table' then
  if not string.find(head.err, 'WRONGTYPE', 1, true) then return head end
  corrupt = 'F'
elseif #head >= 16 then
  local mark, format, length
  mark, format, kind, length, high, low = struct.unpack('>c2Bc1I4i4I4', head)
  if mark ~= '\254h' or format < 1 then
    corrupt = 'F'
  elseif format > 1 then
    corrupt = 'L'
  elseif kind ~= 'V' and kind ~= 'U' and kind ~= 'D' and kind ~= 'R' then
    corrupt = 'F'
  elseif redis.call('STRLEN', key) ~= length + (kind == 'U' and 24 or 16) then
    corrupt = 'F'
  elseif kind == 'U' then
    end_millis = struct.unpack('>I8', head, 17)
  end
elseif head ~= '' then
  corrupt = 'F'
end

-- The server's time, which costs as much as to look at the key. It isn't asked for where there is a value whose version is
-- surely not ahead of it by more than the lifetime: up to every script's ARGV[1], and the version after that. Where it was
-- asked for and something is stored, the client is told, to know better for a while.
local now_micros
local stored = 'S'
if kind ~= 'V' or high * 4294967296 + low > tonumber(ARGV[1]) then
  local time = redis.call('TIME')
  now_micros = time[1] * 1000000 + time[2]
  stored = struct.pack('>c1I8', 'T', now_micros)
  if end_millis and end_millis * 1000 <= now_micros then kind = 'D' end
end

-- For put.lua: whether the version is to stay, and a counter to answer with.
local keeps_version, counter = false, ''

local present = kind == 'V' or kind == 'U'
