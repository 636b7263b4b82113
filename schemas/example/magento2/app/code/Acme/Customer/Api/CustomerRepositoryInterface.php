<?php

declare(strict_types=1);

namespace Acme\Customer\Api;

/**
 * Customers: read, search, store, delete.
 *
 * @api
 */
interface CustomerRepositoryInterface
{
    /**
     * Store a customer.
     *
     * @param \Acme\Customer\Api\Data\CustomerInterface $customer The customer.
     * @param string|null $passwordHash Kept as it is when left out.
     * @return \Acme\Customer\Api\Data\CustomerInterface
     */
    public function save(\Acme\Customer\Api\Data\CustomerInterface $customer, ?string $passwordHash = null);

    /**
     * Get a customer.
     *
     * @param int $customerId The customer's number.
     * @return \Acme\Customer\Api\Data\CustomerInterface
     */
    public function getById(int $customerId);

    /**
     * Search for customers.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria What to search for.
     * @return \Acme\Customer\Api\Data\CustomerSearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $searchCriteria);

    /**
     * Delete a customer.
     *
     * @param int $customerId The customer's number.
     * @return bool
     */
    public function deleteById(int $customerId);
}
