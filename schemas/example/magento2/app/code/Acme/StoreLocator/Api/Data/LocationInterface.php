<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

/**
 * A shop one can walk into.
 *
 * It is a place with a name, an address and hours.
 *
 * @api
 */
interface LocationInterface extends PlaceInterface, CustomAttributesDataInterface
{
    /**
     * Get its number.
     *
     * @return int|null
     */
    public function getId(): ?int;

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId(?int $id);

    /**
     * Get a short key, unique.
     *
     * @return string
     */
    public function getCode(): string;

    /**
     * @param string $code
     * @return $this
     */
    public function setCode(string $code);

    /**
     * Get what is written over the door.
     *
     * @return string
     */
    public function getName(): string;

    /**
     * @param string $name
     * @return $this
     */
    public function setName(string $name);

    /**
     * Get where it is.
     *
     * @return \Acme\Customer\Api\Data\AddressInterface
     */
    public function getAddress(): \Acme\Customer\Api\Data\AddressInterface;

    /**
     * @param \Acme\Customer\Api\Data\AddressInterface $address
     * @return $this
     */
    public function setAddress(\Acme\Customer\Api\Data\AddressInterface $address);

    /**
     * Get when it is open, Monday first.
     *
     * @return \Acme\StoreLocator\Api\Data\OpeningHoursInterface[]
     */
    public function getOpeningHours(): array;

    /**
     * @param \Acme\StoreLocator\Api\Data\OpeningHoursInterface[] $openingHours
     * @return $this
     */
    public function setOpeningHours(array $openingHours);

    /**
     * Tell whether it is open now.
     *
     * @return bool
     */
    public function isOpen(): bool;

    /**
     * @param bool $open
     * @return $this
     */
    public function setOpen(bool $open);

    /**
     * Get what is done there, such as `repair`.
     *
     * @return string[]
     */
    public function getServices(): array;

    /**
     * @param string[] $services
     * @return $this
     */
    public function setServices(array $services);

    /**
     * Get whatever the shop's own software keeps here.
     *
     * @return mixed
     */
    public function getSettings();

    /**
     * @param mixed $settings
     * @return $this
     */
    public function setSettings($settings);

    /**
     * Get names of the departments, floor by floor.
     *
     * @return string[][]|null
     */
    public function getFloorPlans(): ?array;

    /**
     * @param string[][]|null $floorPlans
     * @return $this
     */
    public function setFloorPlans(?array $floorPlans);

    /**
     * Get the day it closes for good.
     *
     * @return string|null
     */
    public function getClosesOn(): ?string;

    /**
     * @param string|null $closesOn
     * @return $this
     */
    public function setClosesOn(?string $closesOn);

    /**
     * Get what other modules add.
     *
     * @return \Acme\StoreLocator\Api\Data\LocationExtensionInterface|null
     */
    public function getExtensionAttributes(): ?\Acme\StoreLocator\Api\Data\LocationExtensionInterface;

    /**
     * Replace what other modules add.
     *
     * @param \Acme\StoreLocator\Api\Data\LocationExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\StoreLocator\Api\Data\LocationExtensionInterface $extensionAttributes);
}
