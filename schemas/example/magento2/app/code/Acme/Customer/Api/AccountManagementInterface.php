<?php

declare(strict_types=1);

namespace Acme\Customer\Api;

/**
 * What customers do with their accounts.
 *
 * @api
 */
interface AccountManagementInterface
{
    /**
     * Open an account.
     *
     * @param \Acme\Customer\Api\Data\CustomerInterface $customer The customer.
     * @param string|null $password Asked for by mail when left out.
     * @param string $redirectUrl Where the mail leads to.
     * @return \Acme\Customer\Api\Data\CustomerInterface
     */
    public function createAccount(
        \Acme\Customer\Api\Data\CustomerInterface $customer,
        ?string $password = null,
        string $redirectUrl = ''
    );

    /**
     * Whether nobody has this address yet.
     *
     * @param string $customerEmail The address.
     * @param int|null $websiteId The website; the current one when left out.
     * @return bool
     */
    public function isEmailAvailable(string $customerEmail, ?int $websiteId = null);

    /**
     * The address that parcels go to, if there is one.
     *
     * @param int $customerId The customer's number.
     * @return \Acme\Customer\Api\Data\AddressInterface|null
     */
    public function getDefaultShippingAddress(int $customerId);
}
