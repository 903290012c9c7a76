
-- Returns the remaining lifetime of the hash in milliseconds (-1 if it never ends) and the record as another data
-- centre gets it; or nothing if there is none. The record is the lease, whose length counts all that follows, and each
-- entry: the lengths of its name and of itself, its name, and the entry. Entries that have ended, and markers of
-- removals, are part of it, with their ends.
if corrupt then return corrupt end
if not has_lease then return false end
local left, parts = redis.call('PTTL', key), {greatest}
for name, entry in pairs(entries) do
  if is_above(string.sub(entry, 9, 16), deleted) then
    parts[#parts + 1] = struct.pack('>I2I4', #name, #entry)
    parts[#parts + 1] = name
    parts[#parts + 1] = entry
  end
end
local rest = table.concat(parts)
return {left == 0 and 1 or left, '\254h\1G' .. struct.pack('>I4', #rest) .. deleted .. rest}
