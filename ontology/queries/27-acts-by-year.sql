-- How many acts of which kind and status began in each year, and how many reports tell of them?
SELECT CAST(year(earliest) AS VARCHAR) AS year, class AS kind, status, count(DISTINCT coalesce(same_act, id)) AS acts, count(DISTINCT id) AS reports
FROM acts GROUP BY ALL ORDER BY year NULLS FIRST, kind, status
