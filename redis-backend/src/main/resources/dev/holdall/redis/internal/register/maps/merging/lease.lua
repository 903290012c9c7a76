
-- Stores the lease again, at the version (h, l). The hash may have to stay longer than the map.
if lifetime ~= '0' then
  local mark, ends, expiry = '\254h\1M', '', lifetime
  if least_millis > 0 then
    mark, ends, expiry = '\254h\1U', struct.pack('>I8', now_millis + lifetime), string.format('%.0f', least_millis)
  end
  local changed = mark .. string.sub(lease, 5, 8) .. struct.pack('>i4I4', h, l) .. ends .. string.sub(lease, -12)
  -- A server whose memory is full refuses HSET, and a touch that only lengthens the lifetime needs none.
  if changed ~= lease then redis.call('HSET', key, '', changed) end
  if expiry == '' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, expiry) end
end
