-- How often did each accuser accuse each accused, outright and with qualification, and from when to when?
WITH agent AS (
  SELECT unnest(agents) AS agent, unnest(agent_names) AS accuser, *
  FROM acts WHERE class = 'Attribution' AND status IN ('asserted', 'hedged')
), pair AS (
  SELECT unnest(perpetrators) AS perpetrator, unnest(perpetrator_names) AS accused, * FROM agent
)
SELECT accuser, accused,
  count(DISTINCT same_act) FILTER (status = 'asserted') AS outright,
  count(DISTINCT same_act) FILTER (status = 'hedged') AS qualified,
  min(earliest) FILTER (latest IS NOT NULL) AS first,
  max(latest) FILTER (earliest IS NOT NULL) AS last
FROM pair GROUP BY agent, perpetrator, accuser, accused
ORDER BY outright DESC, qualified DESC, accuser, accused, agent, perpetrator
