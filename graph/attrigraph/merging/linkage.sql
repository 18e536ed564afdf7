-- Scores pairs of reports. Tables of the caller: incident(id, iri, source, record, starts, ends), word(id, word, uses),
-- address(id, address), victim(id, who, state), accused(id, who, state), kind(id, family), public(id, starts, ends).
-- Names in braces are numbers and expressions of linkage.toml. Statements are separated by blank lines. What is summed
-- up over many rows is whole numbers: the sum of fractions would depend on the order in which threads come to them.
-- The SQL is DuckDB's, of which sqlglot can make Spark's: no lateral joins, no difference of dates by a minus, no cast that rounds.

create table total as select count(*) as n from incident;

create table rarity as select word, count(*) as uses, ln(((select n from total) + 1) / count(*)) as weight from word group by word;

create table vector as
select id, word, weight / sqrt(sum(weight * weight) over (partition by id)) as weight, reports
from (select w.id, w.word, (1 + ln(w.uses)) * r.weight as weight, r.uses as reports,
             row_number() over (partition by w.id order by (1 + ln(w.uses)) * r.weight desc, w.word) as place
      from word w join rarity r using (word))
where place <= {longest} and weight > 0;

create table months as
select distinct id, year(day) * 12 + month(day) as month, year(day) as year
from (select id, unnest([starts, ends]) as day from public);

create table keys as
select 'a' || address as key, id, {address} as largest from address where {addresses}
union all select 'w' || word, id, {word} from vector
union all select 'v' || who || ' ' || (month + shift), id, {victim_month} from victim join months using (id), (values (0), (1)) as s(shift)
union all select 'g' || who || ' ' || year, id, {group_year} from accused join months using (id) where not state;

create table block as
select key, count(*) as size from (select distinct key, id, largest from keys) group by key, largest having count(*) between 2 and largest;

create table candidate as
with met as (
  select a.id as one, b.id as other, sum(round(1e9 / ln(1 + k.size))::bigint) as shared
  from block k
  join (select distinct key, id from keys) a using (key)
  join (select distinct key, id from keys) b using (key)
  join incident x on x.id = a.id join incident y on y.id = b.id
  where a.id < b.id and x.source <> y.source
  group by a.id, b.id),
ranked as (
  select *, row_number() over (partition by one order by shared desc, other) as of_one,
            row_number() over (partition by other order by shared desc, one) as of_other
  from met)
select one, other from ranked where of_one <= {candidates} or of_other <= {candidates};

create table victims as select id, count(distinct who) as many, bool_or(state) as states from victim group by id;

create table groups as select id, list(distinct who order by who) as who from accused where not state group by id;

create table kinds as select id, list(distinct family order by family) as families from kind group by id;

create table states as select id, list(distinct who order by who) as who from accused where state group by id;

create table known as select who, ln((select n from total) / count(distinct id)) / ln((select n from total) + 1) as rare from victim group by who;

create table words_of as
select c.one, c.other, sum(round(1e9 * a.weight * b.weight)::bigint) / 1e9 as value, arg_min(a.word, (-a.weight * b.weight, a.word)) as best
from candidate c join vector a on a.id = c.one join vector b on b.id = c.other and b.word = a.word group by c.one, c.other;

create table addresses_of as
select c.one, c.other, count(*) as value, min(s.reports) as reports, min(a.address) as best
from candidate c join address a on a.id = c.one join address b on b.id = c.other and b.address = a.address
join (select address, count(distinct id) as reports from address group by address) s on s.address = a.address
where {addresses} group by c.one, c.other;

create table victims_of as
select c.one, c.other, max(k.rare) as rare, list(distinct a.who order by a.who) as shared
from candidate c join victim a on a.id = c.one join victim b on b.id = c.other and b.who = a.who join known k on k.who = a.who
group by c.one, c.other;

create table public_of as
select one, other, min(case when gap > 0 then gap + wide // 4 else wide // 15 end) as value
from (select c.one, c.other, greatest(date_diff('day', b.ends, a.starts), date_diff('day', a.ends, b.starts)) as gap,
             greatest(date_diff('day', a.starts, a.ends), date_diff('day', b.starts, b.ends)) as wide
      from candidate c join public a on a.id = c.one join public b on b.id = c.other)
group by one, other;

create table first_known as
select i.id, i.starts, min(p.ends) as known from incident i left join public p using (id) group by i.id, i.starts;

create table lag_of as
select c.one, c.other,
  case when a.starts is not null and b.starts is null then date_diff('day', a.starts, b.known)
       when b.starts is not null and a.starts is null then date_diff('day', b.starts, a.known) end as value
from candidate c join first_known a on a.id = c.one join first_known b on b.id = c.other;

create view compared as
select c.one, c.other,
  coalesce(w.value, 0) as words, w.best as word,
  {addresses} and a.record and b.record and a.id in (select id from address) and b.id in (select id from address) as both_cite,
  coalesce(u.value, 0) as addresses, u.best as address, coalesce(u.reports, 2) as reports,
  v.shared as shared_victims, v.rare, va.states and vb.states as both_states,
  array_length(v.shared) / (va.many + vb.many - array_length(v.shared)) as victims_alike,
  array_intersect(ga.who, gb.who) as shared_groups, ga.who is not null and gb.who is not null as both_groups,
  array_intersect(sa.who, sb.who) as shared_states, sa.who is not null and sb.who is not null as both_accused,
  (sa.who is null and ga.who is not null and sb.who is not null and gb.who is null)
    or (sb.who is null and gb.who is not null and sa.who is not null and ga.who is null) as state_or_group,
  array_intersect(ka.families, kb.families) as shared_families, ka.families is not null and kb.families is not null as both_typed,
  p.value as public, l.value as lag,
  case when a.starts is not null and b.starts is not null then greatest(date_diff('day', b.ends, a.starts), date_diff('day', a.ends, b.starts), 0) end as span
from candidate c
join incident a on a.id = c.one join incident b on b.id = c.other
left join words_of w using (one, other) left join addresses_of u using (one, other)
left join public_of p using (one, other) left join lag_of l using (one, other)
left join victims_of v using (one, other)
left join victims va on va.id = c.one left join victims vb on vb.id = c.other
left join groups ga on ga.id = c.one left join groups gb on gb.id = c.other
left join kinds ka on ka.id = c.one left join kinds kb on kb.id = c.other
left join states sa on sa.id = c.one left join states sb on sb.id = c.other;

create view scored as
select *,
  {words} * words as points_words,
  case when addresses > 0 then {address_first} / ln(reports + 0.72) + {address_more} * (least(addresses, 3) - 1)
       when both_cite then {address_none} else 0 end as points_address,
  case when array_length(shared_victims) > 0
       then {victim_shared} + {victim_rare} * rare * sqrt(victims_alike)
       when both_states then {victim_other} else 0 end as points_victim,
  case when array_length(shared_groups) > 0 then {group_shared} when both_groups then {group_other} else 0 end as points_group,
  case when array_length(shared_states) > 0 then {state_shared} when both_accused then {state_other} when state_or_group then {state_or_group} else 0 end as points_state,
  case when array_length(shared_families) > 0 then {type_same} when both_typed then {type_other} else 0 end as points_type,
  {public} as points_public, case when public > 62 then 0 else greatest({lag}, 0) end as points_lag, least({lag}, 0) as points_order, {span} as points_span
from compared;
