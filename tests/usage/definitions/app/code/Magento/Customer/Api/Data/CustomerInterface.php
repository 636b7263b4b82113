<?php

namespace Magento\Customer\Api\Data;

/**
 * A customer.
 *
 * @api
 */
interface CustomerInterface extends \Magento\Framework\Api\CustomAttributesDataInterface
{
    /**
     * Their number.
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
     * The group that they belong to.
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
     * When they were born.
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
     * Where mail goes.
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
     * What they are called.
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
     * And the rest of it.
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
     * Where they live.
     *
     * @return \Magento\Customer\Api\Data\AddressInterface[]|null
     */
    public function getAddresses();

    /**
     * @param \Magento\Customer\Api\Data\AddressInterface[]|null $addresses
     * @return $this
     */
    public function setAddresses($addresses);

    /**
     * What other modules add.
     *
     * @return \Magento\Customer\Api\Data\CustomerExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Magento\Customer\Api\Data\CustomerExtensionInterface|null $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes($extensionAttributes);
}
