
-- ARGV: lease, lifetime; then for each field its name and the packed field. The fields have a version that is 64 above
-- that of the lease, also if the latter is raised.
if corrupt then return corrupt end
if kind == 'R' then return kind end
local lifetime, reply = ARGV[2], 'S'
if h ~= asked_high or l ~= asked_low then
  local raised = struct.pack('>i4I4', h, l)
  reply = reply .. raised
  ARGV[1] = string.sub(ARGV[1], 1, 8) .. raised .. raised .. string.sub(ARGV[1], 25)
  local field_high, field_low = h, l + 64
  if field_low > 4294967295 then field_high, field_low = math.min(h + 1, 2147483647), field_low - 4294967296 end
  local version = struct.pack('>i4I4', field_high, field_low)
  for i = 4, #ARGV, 2 do ARGV[i] = string.sub(ARGV[i], 1, 8) .. version .. string.sub(ARGV[i], 17) end
end
if lifetime ~= '0' then
  local created, expiry = ARGV[1], lifetime
  if least_millis > 0 then
    local ends = struct.pack('>I8', now_millis + lifetime)
    created = '\254h\1U' .. string.sub(created, 5, 16) .. ends .. string.sub(created, 17)
    expiry = string.format('%.0f', least_millis)
  end
  if kind ~= 'A' then
    -- A server whose memory is full refuses this command, and wouldn't refuse HSET any more after DEL. So the map that
    -- the key has stays if there is no room for another one.
    redis.call('HSET', key, '', created)
    redis.call('DEL', key)
  end
  -- The lease is the first of the fields. Lua passes some thousand arguments at once.
  ARGV[1], ARGV[2] = '', created
  for i = 1, #ARGV, 1000 do redis.call('HSET', key, unpack(ARGV, i, math.min(i + 999, #ARGV))) end
  if expiry ~= '' then redis.call('PEXPIRE', key, expiry) end
end
