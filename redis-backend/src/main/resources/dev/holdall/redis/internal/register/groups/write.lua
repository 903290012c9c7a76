
-- ARGV: a header with the version of puts and removals; then for each write: the name; P for a put or a removal, U for
-- an update, R for a refresh; the packed entry, which has the least version of a put or removal, and the very version
-- of an update or refresh; the lifetime, which is '' if it never ends, and '0' if the entry is removed.
if corrupt then return corrupt end
local changes, puts, reply = false, false, 'S'
for i = 2, #ARGV, 4 do
  local name, kind, packed, lifetime = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local at, found, applies, entry = string.sub(packed, 9, 16), entries[name], true, nil
  if kind == 'P' then
    if is_above(version, at) then at = version end
    if version ~= asked then reply = 'S' .. version end
  end
  if lifetime ~= '0' then
    local ends = lifetime ~= '' and struct.pack('>I8', now_millis + lifetime) or ''
    entry = '\254h\1' .. (lifetime == '' and 'V' or 'U') .. string.sub(packed, 5, 8) .. at .. ends
      .. string.sub(packed, 17)
  elseif retention > 0 then
    entry = '\254h\1D\0\0\0\8' .. at .. struct.pack('>I8', now_millis + retention)
  end
  if kind ~= 'P' then
    local found_kind, found_version = found and string.sub(found, 4, 4), found and string.sub(found, 9, 16)
    local lives = found_kind == 'V' or (found_kind == 'U' and struct.unpack('>I8', found, 17) >= now_millis)
    applies = lives and is_above(found_version, deleted)
    if applies and kind == 'R' and at == found_version then
      -- Of two refreshes of one version the greater bytes stay in every data centre, so also in this one.
      applies = retention == 0 or lifetime == '0' or has_greater_bytes(entry, found)
    else
      applies = applies and is_above(at, found_version)
      if applies and kind == 'R' and retention == 0 then
        -- The version stays. Otherwise an update that is based on this refresh would be above one that is based on what
        -- was there before it, also if that one came first.
        at = found_version
        entry = entry and string.sub(entry, 1, 8) .. at .. string.sub(entry, 17)
      end
    end
  end
  if applies then
    if is_above(at, greatest) then greatest = at end
    entries[name], changes, puts = entry, true, puts or lifetime ~= '0'
  end
end
if not changes then return 'C' end

-- For how long the hash stays because of the last delete: as long as it did, but no longer than a delete that is made
-- now is known.
local stays_deleted = redis.call('PTTL', key)
if stays_deleted < 0 or stays_deleted > retention then stays_deleted = retention end
