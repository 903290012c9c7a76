
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and the record as another data centre gets it;
-- or nothing if there is none. The record of a map is the lease of kind M, whose length counts all that follows, and
-- each field: the lengths of its name and of itself, its name, and the field. A map that has ended goes as kind E,
-- without its end and its fields, and with what is left of its hash.
if corrupt then return corrupt end
if kind == 'A' then return false end
local left = redis.call('PTTL', key)
if kind == 'D' and end_millis then
  return {left, '\254h\1E' .. string.sub(lease, 5, 16) .. string.sub(lease, -12)}
elseif kind ~= 'M' then
  return {left, string.sub(lease, 1, 16)}
end
local parts, fields = {string.sub(lease, -12)}, redis.call('HGETALL', key)
for i = 1, #fields, 2 do
  if #fields[i + 1] < 16 then return 'F' end
  if fields[i] ~= '' then
    parts[#parts + 1] = struct.pack('>I2I4', #fields[i], #fields[i + 1])
    parts[#parts + 1] = fields[i]
    parts[#parts + 1] = fields[i + 1]
  end
end
local rest = table.concat(parts)
if end_millis then left = math.max(1, end_millis - now_millis) end
return {
  left == 0 and 1 or left,
  '\254h\1M' .. struct.pack('>I4', #rest) .. string.sub(lease, 9, 16) .. rest
}
