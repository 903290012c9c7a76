
-- ARGV: the lease of the map seen; then for each field its name, the packed field, and for how long it lives, which is
-- '' if it lives as long as the map. A field is stored if its version is above that of the stored field.
if corrupt then return corrupt end
if kind ~= 'M' or string.sub(lease, -12) ~= string.sub(ARGV[1], -12) then return 'C' end
local writes = {}
for i = 2, #ARGV, 3 do
  local field, lifetime = ARGV[i + 1], ARGV[i + 2]
  local found, is_above = redis.call('HGET', key, ARGV[i]), true
  if found then
    if #found < 16 then return 'F' end
    local mark, length, found_high, found_low = struct.unpack('>c4I4i4I4', found)
    if string.sub(mark, 1, 2) == '\254h' and string.byte(mark, 3) > 1 then return 'L' end
    local is_field = mark == '\254h\1V' or mark == '\254h\1U' or mark == '\254h\1D'
    if not is_field or #found ~= length + (mark == '\254h\1U' and 24 or 16) then return 'F' end
    h, l = struct.unpack('>i4I4', field, 9)
    is_above = h > found_high or (h == found_high and l > found_low)
  end
  if is_above then
    if lifetime ~= '' then
      if not now_millis then
        local time = redis.call('TIME')
        now_millis = time[1] * 1000 + math.floor(time[2] / 1000)
      end
      local ends = struct.pack('>I8', now_millis + lifetime)
      field = '\254h\1U' .. string.sub(field, 5, 16) .. ends .. string.sub(field, 17)
    end
    writes[#writes + 1] = ARGV[i]
    writes[#writes + 1] = field
  end
end
-- Lua passes some thousand arguments at once.
for i = 1, #writes, 1000 do redis.call('HSET', key, unpack(writes, i, math.min(i + 999, #writes))) end
local reply = 'S'
