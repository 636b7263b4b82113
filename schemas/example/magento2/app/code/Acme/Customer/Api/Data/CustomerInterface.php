<?php

declare(strict_types=1);

namespace Acme\Customer\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

/**
 * A person who buys.
 *
 * @api
 */
interface CustomerInterface extends CustomAttributesDataInterface
{
    /**
     * Get the number the shop gave.
     *
     * @return int|null
     */
    public function getId();

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId($id);

    /**
     * Get address for mail, unique in the website.
     *
     * @return string
     */
    public function getEmail();

    /**
     * @param string $email
     * @return $this
     */
    public function setEmail($email);

    /**
     * Get first name.
     *
     * @return string
     */
    public function getFirstname();

    /**
     * @param string $firstname
     * @return $this
     */
    public function setFirstname($firstname);

    /**
     * Get last name.
     *
     * @return string
     */
    public function getLastname();

    /**
     * @param string $lastname
     * @return $this
     */
    public function setLastname($lastname);

    /**
     * Get the customer group.
     *
     * @return int|null
     */
    public function getGroupId();

    /**
     * @param int|null $groupId
     * @return $this
     */
    public function setGroupId($groupId);

    /**
     * Get the website the account belongs to.
     *
     * @return int|null
     */
    public function getWebsiteId();

    /**
     * @param int|null $websiteId
     * @return $this
     */
    public function setWebsiteId($websiteId);

    /**
     * Get day of birth as `YYYY-MM-DD`.
     *
     * @return string|null
     */
    public function getDob();

    /**
     * @param string|null $dob
     * @return $this
     */
    public function setDob($dob);

    /**
     * Get when the account was opened, in UTC.
     *
     * @return string|null
     */
    public function getCreatedAt();

    /**
     * @param string|null $createdAt
     * @return $this
     */
    public function setCreatedAt($createdAt);

    /**
     * Get all addresses.
     *
     * @return \Acme\Customer\Api\Data\AddressInterface[]|null
     */
    public function getAddresses();

    /**
     * @param \Acme\Customer\Api\Data\AddressInterface[]|null $addresses
     * @return $this
     */
    public function setAddresses(?array $addresses);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Customer\Api\Data\CustomerExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Customer\Api\Data\CustomerExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Customer\Api\Data\CustomerExtensionInterface $extensionAttributes);
}
