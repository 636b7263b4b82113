"""Take on a customer, find them again, and note that they moved."""

import asyncio
import sys
from datetime import date

from acme_store import AdminToken, AsyncClient, SearchCriteria, models, present


async def main(shop: AsyncClient) -> None:
    made = await shop.customer.account_management.create_account(
        customer={
            "email": "Rosa@Example.org",
            "firstname": "Rosa",
            "lastname": "Roth",
            "dob": date(1990, 5, 17),
            "addresses": [{"street": ["Main Street 1"], "city": "Old Town", "country_id": "DE"}],
        },
        password="Secret123",
    )
    customers = shop.customer.customer_repository
    async for customer in customers.iter_list(SearchCriteria().where("email", "like", "rosa@%")):
        home = customer.addresses[0]
        home.city = "New Town"
        customer.addresses.append(models.customer.Address(street=["Harbour 3"], city="Port"))
        moved = await customers.update(customer_id=present(customer.id), customer=customer)
        towns = [address.city for address in moved.addresses]
        print(made.email.lower(), moved.firstname, moved.dob, towns)


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="default") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
