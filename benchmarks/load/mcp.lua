-- Script for wrk that sends one MCP request repeatedly. Variables of the environment:
--   ERA      2025-11-25 | 2026-07-28          OP     call | list
--   SESSIONS file with one Mcp-Session-Id per line ("-" = none)
--   CURSORS  file with one tools/list cursor per line ("-" = first page)
--   TOKENS   file with one bearer token per line ("-" = none); used in pairs with SESSIONS
--   TOOL     tool name (echo)
--   VERIFY   1 = check every body (slower, only for the short check before the load)
local era     = os.getenv("ERA") or "2025-11-25"
local op      = os.getenv("OP") or "call"
local tool    = os.getenv("TOOL") or "echo"
local verify  = os.getenv("VERIFY") == "1"
local message = os.getenv("MESSAGE") or "hello from the load generator"

local function lines(path)
  local out = {}
  if path and path ~= "" then
    for line in io.lines(path) do if line ~= "" then out[#out + 1] = line end end
  end
  if #out == 0 then out[1] = "-" end
  return out
end

local requests, turn = {}, 0
local threads = {}

function setup(thread) threads[#threads + 1] = thread end

function init(args)
  bad = 0; seen = 0
  local meta = ""
  if era >= "2026" then
    meta = '"_meta":{"io.modelcontextprotocol/protocolVersion":"' .. era ..
      '","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},' ..
      '"io.modelcontextprotocol/clientCapabilities":{}}'
  end
  local bodies = {}
  if op == "call" then
    local p = '"name":"' .. tool .. '","arguments":{"message":"' .. message .. '"}'
    if meta ~= "" then p = p .. "," .. meta end
    bodies[1] = '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{' .. p .. "}}"
  else
    for _, cursor in ipairs(lines(os.getenv("CURSORS"))) do
      local p = {}
      if cursor ~= "-" then p[#p + 1] = '"cursor":"' .. cursor .. '"' end
      if meta ~= "" then p[#p + 1] = meta end
      bodies[#bodies + 1] = '{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{' ..
        table.concat(p, ",") .. "}}"
    end
  end
  local sessions = lines(os.getenv("SESSIONS"))
  local tokens = lines(os.getenv("TOKENS"))
  local n = math.max(#sessions, #tokens, #bodies)
  for i = 1, n do
    local h = {
      ["Content-Type"] = "application/json",
      ["Accept"] = "application/json, text/event-stream",
      ["MCP-Protocol-Version"] = era,
    }
    local s = sessions[(i - 1) % #sessions + 1]
    if s ~= "-" then h["Mcp-Session-Id"] = s end
    local token = tokens[(i - 1) % #tokens + 1]
    if token ~= "-" then h["Authorization"] = "Bearer " .. token end
    if era >= "2026" then
      h["Mcp-Method"] = op == "call" and "tools/call" or "tools/list"
      if op == "call" then h["Mcp-Name"] = tool end
    end
    requests[i] = wrk.format("POST", nil, h, bodies[(i - 1) % #bodies + 1])
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

if verify then
  function response(status, headers, body)
    seen = seen + 1
    local good = status == 200
    if op == "call" then
      good = good and string.find(body, message, 1, true) and not string.find(body, '"isError":true', 1, true)
    else
      good = good and string.find(body, '"tools":[', 1, true)
    end
    if not good then
      bad = bad + 1
      if bad <= 1 then io.stderr:write("BAD ", status, " ", string.sub(body, 1, 300), "\n") end
    end
  end
end

function done(summary, latency, req)
  local b, s = 0, 0
  for _, t in ipairs(threads) do b = b + (t:get("bad") or 0); s = s + (t:get("seen") or 0) end
  local e = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.3f,"rps":%.1f,"p50_us":%d,"p90_us":%d,"p99_us":%d,"max_us":%d,' ..
    '"non2xx":%d,"socket_errors":%d,"verified":%d,"bad":%d,"bytes":%d}\n',
    summary.requests, summary.duration / 1e6, summary.requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max,
    e.status, e.connect + e.read + e.write + e.timeout, s, b, summary.bytes))
end
