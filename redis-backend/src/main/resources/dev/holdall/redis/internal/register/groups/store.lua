
-- Stores the entries and the lease. An entry goes that isn't above the last delete, or that has ended. In several data
-- centres one that has ended stays for the time of a tombstone, since it is above an older one that may live elsewhere;
-- the marker of a removal has its own end. The hash stays until the last entry goes, and until a minute after the
-- server's time has passed the greatest version, so that what is put afterwards has a greater one. The minute is how
-- much the clocks of two servers may differ.
local sets = {'', '\254h\1G\0\0\0\8' .. deleted .. greatest}
local drops, endless = {}, false
local high, low = struct.unpack('>i4I4', greatest)
local stays = math.max(0, (high * 4294967296 + low) / 1000 - now_millis) + 60000
if deleted ~= lowest then stays = math.max(stays, stays_deleted) end
for name, entry in pairs(entries) do
  local kind, left = string.sub(entry, 4, 4), nil
  if kind ~= 'V' then left = struct.unpack('>I8', entry, 17) - now_millis + (kind == 'U' and retention or 0) end
  if (left and left < 0) or not is_above(string.sub(entry, 9, 16), deleted) then
    entries[name] = nil
  else
    if left then stays = math.max(stays, left) else endless = true end
    if stored[name] ~= entry then
      sets[#sets + 1] = name
      sets[#sets + 1] = entry
    end
  end
end
for name in pairs(stored) do
  if not entries[name] then drops[#drops + 1] = name end
end

-- A server whose memory is full refuses HSET, unless the script has written something before. So a change that puts
-- something begins with HSET, and one that puts nothing, such as a logout, with what such a server accepts.
local function set(from) redis.call('HSET', key, unpack(sets, from, math.min(from + 999, #sets))) end
if puts then set(1) end
for i = 1, #drops, 1000 do redis.call('HDEL', key, unpack(drops, i, math.min(i + 999, #drops))) end
if endless or (not puts and #drops == 0) then redis.call('PERSIST', key) end
for i = puts and 1001 or 1, #sets, 1000 do set(i) end
if not endless then redis.call('PEXPIRE', key, string.format('%.0f', stays)) end
