-- How many acts of which kind and status does each publisher report, and in how many documents?
SELECT publisher, class AS kind, status, count(DISTINCT id) AS acts, count(DISTINCT document_key) AS documents
FROM acts GROUP BY ALL ORDER BY publisher NULLS FIRST, kind, status
