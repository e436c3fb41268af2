-- By which SKU a product or a wish for one is found. Of the products that there are it is the key,
-- until their records come again.
alter table contribution add column item_sku ${text} not null default '';
update contribution set item_sku = substr(item_key, 9) where item_key like 'PRODUCT/%';
create index contribution_sku on contribution (item_sku, ref) where item_sku <> '';
