-- At whom, as target or as accused, are how many acts of which kind and status directed, and by how many agents?
WITH directed AS (
  SELECT unnest(targets) AS whom, unnest(target_names) AS target, * FROM acts
  UNION ALL
  SELECT unnest(perpetrators) AS whom, unnest(perpetrator_names) AS target, * FROM acts
), done AS (
  SELECT whom, target, class AS kind, status, coalesce(same_act, id) AS one, unnest(if(len(agents) > 0, agents, [NULL])) AS agent FROM directed
)
SELECT target, kind, status, count(DISTINCT one) AS acts, count(DISTINCT agent) AS agents, whom AS id
FROM done GROUP BY ALL ORDER BY target, kind, status, id
