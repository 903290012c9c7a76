
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and what tells one record of the key from
-- another: the kind, the version and, for a map, a hash of the lease and of all fields, in any order. The version of a
-- map is that of its creation, by which maps and tombstones are compared. Returns F or L for what isn't a record, and
-- nothing if there is none.
if corrupt then return corrupt end
if kind == 'A' then return false end
local left = redis.call('PTTL', key)
if not end_millis and kind ~= 'M' then return {left, kind .. string.sub(lease, 9, 16)} end
local hashes = {}
if kind == 'M' then
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if fields[i] ~= '' then
      hashes[#hashes + 1] = redis.sha1hex(struct.pack('>I2', #fields[i]) .. fields[i] .. fields[i + 1])
    end
  end
  table.sort(hashes)
end
local whole = redis.sha1hex(string.sub(lease, 9, 16) .. string.sub(lease, -12) .. table.concat(hashes))
if end_millis and kind == 'M' then left = math.max(1, end_millis - now_millis) end
return {left, (kind == 'M' and 'M' or 'U') .. string.sub(lease, -12, -5) .. whole}
