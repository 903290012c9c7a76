
-- ARGV: header, lifetime of a new counter, initial value, delta. A Lua number is exact only up to 53 bits, so a
-- number of 64 bits is split into billions and a rest.
if corrupt then return corrupt end
if kind == 'R' then return kind end
local lifetime = ARGV[2]
counter = ARGV[3]
if present then
  local function fits(negative, billions, rest)
    return billions < 9223372036 or (billions == 9223372036 and rest <= (negative and 854775808 or 854775807))
  end

  local function parse(text)
    local sign, digits = string.match(text, '^(-?)([1-9]%d*)$')
    if text == '0' then
      return 0, 0
    elseif not digits or #digits > 19 then
      return nil
    end
    local billions = tonumber(string.sub(digits, 1, -10)) or 0
    local rest = tonumber(string.sub(digits, -9))
    if not fits(sign == '-', billions, rest) then
      return nil
    elseif sign == '-' then
      return -billions, -rest
    end
    return billions, rest
  end

  local billions, rest = parse(string.sub(redis.call('GET', key), kind == 'U' and 25 or 17))
  if not billions then return 'N' end
  local more_billions, more_rest = parse(ARGV[4])
  billions, rest = billions + more_billions, rest + more_rest
  -- Bring the sum into the same form: the rest is below a billion, and both parts have the same sign.
  local carry = rest >= 1000000000 and 1 or rest <= -1000000000 and -1 or 0
  billions, rest = billions + carry, rest - carry * 1000000000
  if billions > 0 and rest < 0 then
    billions, rest = billions - 1, rest + 1000000000
  elseif billions < 0 and rest > 0 then
    billions, rest = billions + 1, rest - 1000000000
  end
  local negative = billions < 0 or rest < 0
  billions, rest = math.abs(billions), math.abs(rest)
  if not fits(negative, billions, rest) then return 'O' end
  counter = (negative and '-' or '')
    .. (billions == 0 and string.format('%.0f', rest) or string.format('%.0f%09.0f', billions, rest))

  -- The counter keeps its expiry. For the kind U the expiry is in the header; otherwise it is the string's own, of
  -- which PTTL returns -1 for never. The string then keeps it as it is: in some servers time passes during a script, so
  -- that an expiry which is computed from PTTL would be a little later each time.
  keeps_end = kind == 'V'
  local millis = kind == 'U' and end_millis - math.floor(now_micros / 1000) or redis.call('PTTL', key)
  lifetime = millis == -1 and '' or string.format('%.0f', math.max(1, millis))
end
local packed = struct.pack('>c3c1I4i4I4', '\254h\1', 'V', #counter, h, l) .. counter
