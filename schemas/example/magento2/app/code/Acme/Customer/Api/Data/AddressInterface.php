<?php

declare(strict_types=1);

namespace Acme\Customer\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

/**
 * Where a customer lives or wants parcels to go.
 *
 * @api
 */
interface AddressInterface extends CustomAttributesDataInterface
{
    /**
     * Get its number.
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
     * Get street, one line an element.
     *
     * @return string[]
     */
    public function getStreet();

    /**
     * @param string[] $street
     * @return $this
     */
    public function setStreet(array $street);

    /**
     * Get city.
     *
     * @return string
     */
    public function getCity();

    /**
     * @param string $city
     * @return $this
     */
    public function setCity($city);

    /**
     * Get postal code.
     *
     * @return string|null
     */
    public function getPostcode();

    /**
     * @param string|null $postcode
     * @return $this
     */
    public function setPostcode($postcode);

    /**
     * Get two-letter country code.
     *
     * @return string
     */
    public function getCountryId();

    /**
     * @param string $countryId
     * @return $this
     */
    public function setCountryId($countryId);

    /**
     * Get telephone number.
     *
     * @return string|null
     */
    public function getTelephone();

    /**
     * @param string|null $telephone
     * @return $this
     */
    public function setTelephone($telephone);

    /**
     * Tell whether parcels go here unless told otherwise.
     *
     * @return bool|null
     */
    public function isDefaultShipping();

    /**
     * @param bool|null $defaultShipping
     * @return $this
     */
    public function setDefaultShipping($defaultShipping);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Customer\Api\Data\AddressExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Customer\Api\Data\AddressExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Customer\Api\Data\AddressExtensionInterface $extensionAttributes);
}
