<?php

namespace Magento\Catalog\Api\Data;

/**
 * A picture of a product.
 *
 * @api
 */
interface ProductAttributeMediaGalleryEntryInterface
{
    /**
     * Its number.
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
     * What it is: `image`, or a video.
     *
     * @return string
     */
    public function getMediaType();

    /**
     * @param string $mediaType
     * @return $this
     */
    public function setMediaType($mediaType);

    /**
     * Text for who can't see it.
     *
     * @return string
     */
    public function getLabel();

    /**
     * @param string $label
     * @return $this
     */
    public function setLabel($label);

    /**
     * Its place.
     *
     * @return int
     */
    public function getPosition();

    /**
     * @param int $position
     * @return $this
     */
    public function setPosition($position);

    /**
     * Whether it is hidden.
     *
     * @return bool
     */
    public function isDisabled();

    /**
     * @param bool $disabled
     * @return $this
     */
    public function setDisabled($disabled);

    /**
     * Where it is shown.
     *
     * @return string[]
     */
    public function getTypes();

    /**
     * @param string[] $types
     * @return $this
     */
    public function setTypes($types);

    /**
     * Where it lies.
     *
     * @return string|null
     */
    public function getFile();

    /**
     * @param string|null $file
     * @return $this
     */
    public function setFile($file);

    /**
     * What a new one holds.
     *
     * @return \Magento\Framework\Api\Data\ImageContentInterface|null
     */
    public function getContent();

    /**
     * @param \Magento\Framework\Api\Data\ImageContentInterface|null $content
     * @return $this
     */
    public function setContent($content);
}
