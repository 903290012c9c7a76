
-- Returns the remaining lifetime of the hash in milliseconds (-1 if it never ends) and what tells one record of the key
-- from another: the kind, the version of the last delete, and a hash of the greatest version and of all entries, in any
-- order. Returns F or L for what isn't a record, and nothing if there is none.
if corrupt then return corrupt end
if not has_lease then return false end
local hashes = {}
for name, entry in pairs(entries) do
  if is_above(string.sub(entry, 9, 16), deleted) then
    hashes[#hashes + 1] = redis.sha1hex(struct.pack('>I2', #name) .. name .. entry)
  end
end
table.sort(hashes)
return {redis.call('PTTL', key), 'G' .. deleted .. redis.sha1hex(greatest .. table.concat(hashes))}
