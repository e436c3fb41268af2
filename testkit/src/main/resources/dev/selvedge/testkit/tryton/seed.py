"""A company with what it needs to sell: accounts, products and a mailing list.

Called with the configuration file of a database in which the modules are active.
"""
import os
import sys
from decimal import Decimal

# The helpers below live beside Tryton's own tests, which want to know their database.
os.environ.setdefault('DB_NAME', 'tryton')

from proteus import Model, config

config.set_trytond('tryton', config_file=sys.argv[1])

from trytond.modules.account.tests.tools import (
    create_chart, create_fiscalyear, get_accounts)
from trytond.modules.account_invoice.tests.tools import (
    create_payment_term, set_fiscalyear_invoice_sequences)
from trytond.modules.company.tests.tools import create_company, get_company

create_company()
company = get_company()
fiscalyear = set_fiscalyear_invoice_sequences(create_fiscalyear(company))
fiscalyear.save()
fiscalyear.click('create_period')
create_chart(company)
accounts = get_accounts(company)

create_payment_term().save()

Category = Model.get('product.category')
category = Category(name='Goods')
category.accounting = True
category.account_expense = accounts['expense']
category.account_revenue = accounts['revenue']
category.save()

Unit = Model.get('product.uom')
unit, = Unit.find([('name', '=', 'Unit')])
Template = Model.get('product.template')
for code, name, price in [
        ('DESK-OAK', 'Oak Desk', '249.50'),
        ('SHIRT-M', 'Linen Shirt M', '35.00')]:
    template = Template(name=name)
    template.default_uom = unit
    template.type = 'goods'
    template.salable = True
    template.list_price = Decimal(price)
    template.account_category = category
    product, = template.products
    product.suffix_code = code
    template.save()

List = Model.get('marketing.email.list')
List(name='Newsletter').save()
List(name='Trade').save()
