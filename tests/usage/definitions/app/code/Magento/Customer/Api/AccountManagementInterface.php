<?php

namespace Magento\Customer\Api;

/**
 * Accounts of customers.
 *
 * @api
 */
interface AccountManagementInterface
{
    /**
     * Make an account.
     *
     * @param \Magento\Customer\Api\Data\CustomerInterface $customer
     * @param string $password
     * @param string $redirectUrl
     * @return \Magento\Customer\Api\Data\CustomerInterface
     */
    public function createAccount(\Magento\Customer\Api\Data\CustomerInterface $customer, $password = null, $redirectUrl = '');
}
