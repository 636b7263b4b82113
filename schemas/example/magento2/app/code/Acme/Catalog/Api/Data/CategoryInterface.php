<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

/**
 * A category as it is stored.
 *
 * @api
 */
interface CategoryInterface extends CustomAttributesDataInterface
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
     * Get the category above it.
     *
     * @return int|null
     */
    public function getParentId();

    /**
     * @param int|null $parentId
     * @return $this
     */
    public function setParentId($parentId);

    /**
     * Get what it is called.
     *
     * @return string
     */
    public function getName();

    /**
     * @param string $name
     * @return $this
     */
    public function setName($name);

    /**
     * Tell whether it is shown.
     *
     * @return bool|null
     */
    public function getIsActive();

    /**
     * @param bool|null $isActive
     * @return $this
     */
    public function setIsActive($isActive);

    /**
     * Get its place among its neighbours.
     *
     * @return int|null
     */
    public function getPosition();

    /**
     * @param int|null $position
     * @return $this
     */
    public function setPosition($position);

    /**
     * Get how deep it lies; the root is 0.
     *
     * @return int|null
     */
    public function getLevel();

    /**
     * @param int|null $level
     * @return $this
     */
    public function setLevel($level);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Catalog\Api\Data\CategoryExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Catalog\Api\Data\CategoryExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Catalog\Api\Data\CategoryExtensionInterface $extensionAttributes);
}
